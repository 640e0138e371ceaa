package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends to a growing byte array, in the canonical form that {@link ByteSource} reads. */
final class ByteSink {

  private byte[] bytes = new byte[256];
  private int size;
  private @Nullable CategoryPath lastPath;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Little-endian base 128: one byte below 128, at most ten. */
  void putUnsigned(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Zigzag, so that small negative values stay short. */
  void putSigned(long value) {
    putUnsigned((value << 1) ^ (value >> 63));
  }

  /** Eight bytes, big-endian. */
  void putFixed(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void putDouble(double value) {
    putFixed(Double.doubleToLongBits(value));
  }

  void putBlock(byte[] block) {
    putUnsigned(block.length);
    putRaw(block);
  }

  void putText(String text) {
    putBlock(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes only the levels that differ from the path written before: sorted paths stay short. */
  void putPath(CategoryPath path) {
    CategoryPath before = lastPath;
    int shared = before == null ? 0 : sharedLevels(before, path);
    putUnsigned(shared);
    putUnsigned(path.levels().size() - shared);
    for (int i = shared; i < path.levels().size(); i++) {
      putText(path.levels().get(i));
    }
    lastPath = path;
  }

  void putRaw(byte[] block) {
    reserve(block.length);
    System.arraycopy(block, 0, bytes, size, block.length);
    size += block.length;
  }

  private static int sharedLevels(CategoryPath a, CategoryPath b) {
    int limit = Math.min(a.levels().size(), b.levels().size());
    int shared = 0;
    while (shared < limit && a.levels().get(shared).equals(b.levels().get(shared))) {
      shared++;
    }
    return shared;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
