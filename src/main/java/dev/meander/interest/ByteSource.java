package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteSink} wrote. Every method throws {@link IllegalArgumentException} when the
 * bytes end early or make no sense: a damaged row must not become a wrong profile.
 */
final class ByteSource {

  private final byte[] bytes;
  private int at;
  private @Nullable CategoryPath lastPath;

  ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  int readByte() {
    require(1);
    return bytes[at++] & 0xFF;
  }

  long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes at " + at);
  }

  long readSigned() {
    long value = readUnsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A number of things that take at least {@code bytesEach}, so that no length can lie. */
  int readCount(int bytesEach) {
    long count = readUnsigned();
    if (count < 0 || count > (bytes.length - at) / Math.max(1, bytesEach)) {
      throw new IllegalArgumentException("a count of " + count + " does not fit at " + at);
    }
    return (int) count;
  }

  long readFixed() {
    require(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  double readDouble() {
    return Double.longBitsToDouble(readFixed());
  }

  byte[] readBlock() {
    return readRaw(readCount(1));
  }

  String readText() {
    int length = readCount(1);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  CategoryPath readPath() {
    int shared = (int) readUnsigned();
    int more = readCount(1);
    CategoryPath before = lastPath;
    if (shared != 0 && (before == null || shared < 0 || shared > before.levels().size())) {
      throw new IllegalArgumentException("a path shares " + shared + " levels with none");
    }
    List<String> levels = new ArrayList<>(shared + more);
    if (before != null) {
      levels.addAll(before.levels().subList(0, shared));
    }
    for (int i = 0; i < more; i++) {
      levels.add(readText());
    }
    CategoryPath path = new CategoryPath(levels);
    lastPath = path;
    return path;
  }

  byte[] readRaw(int length) {
    require(length);
    byte[] block = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return block;
  }

  void requireEnd() {
    if (at != bytes.length) {
      throw new IllegalArgumentException((bytes.length - at) + " bytes too many");
    }
  }

  private void require(int length) {
    if (length < 0 || bytes.length - at < length) {
      throw new IllegalArgumentException("the bytes end at " + bytes.length);
    }
  }
}
