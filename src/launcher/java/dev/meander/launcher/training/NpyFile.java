package dev.meander.launcher.training;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** An array in NumPy's format 1.0 that grows by rows; its length is written when it is closed. */
public final class NpyFile implements Closeable {

  /** A multiple of 64, as the format wants it, and room for any shape. */
  private static final int HEADER = 128;

  private final RandomAccessFile file;
  private final OutputStream out;
  private final Type type;
  private final int columns;
  private long values;

  /** Of a number in the file. */
  public enum Type {
    FLOAT16("<f2", Short.BYTES),
    FLOAT32("<f4", Float.BYTES),
    INT32("<i4", Integer.BYTES),
    INT64("<i8", Long.BYTES);

    private final String code;
    private final int bytes;

    Type(String code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  /**
   * @param columns numbers of a row; 0 for an array of one dimension
   */
  public NpyFile(Path path, Type type, int columns) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.type = type;
    this.columns = columns;
    file.setLength(0);
    file.write(new byte[HEADER]);
    this.out = new BufferedOutputStream(Channels.newOutputStream(file.getChannel()), 1 << 18);
  }

  /** Rounded to the nearest where the array's numbers are shorter. */
  public void append(float... numbers) throws IOException {
    if (type == Type.FLOAT16) {
      short[] halves = new short[numbers.length];
      for (int i = 0; i < halves.length; i++) {
        halves[i] = Float.floatToFloat16(numbers[i]);
      }
      write(numbers.length, Type.FLOAT16, bytes -> bytes.asShortBuffer().put(halves));
    } else {
      write(numbers.length, Type.FLOAT32, bytes -> bytes.asFloatBuffer().put(numbers));
    }
  }

  public void append(int... numbers) throws IOException {
    write(numbers.length, Type.INT32, bytes -> bytes.asIntBuffer().put(numbers));
  }

  public void appendLong(long number) throws IOException {
    write(1, Type.INT64, bytes -> bytes.putLong(number));
  }

  private void write(int numbers, Type given, Consumer<ByteBuffer> fill) throws IOException {
    if (given != type) {
      throw new IllegalArgumentException("the array holds " + type + ", not " + given);
    }
    values += numbers;
    byte[] bytes = new byte[numbers * type.bytes];
    fill.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    out.write(bytes);
  }

  /** Forgets all rows past the first {@code rows}. */
  void close(long rows) throws IOException {
    values = rows * Math.max(1, columns);
    close();
  }

  @Override
  public void close() throws IOException {
    out.flush();
    long rows = values / Math.max(1, columns);
    String shape = columns == 0 ? "(" + rows + ",)" : "(" + rows + ", " + columns + ")";
    String text =
        "{'descr': '" + type.code + "', 'fortran_order': False, 'shape': " + shape + ", }";
    byte[] first = new byte[HEADER];
    ByteBuffer header = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) (HEADER - 10));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.position() < HEADER - 1) {
      header.put((byte) ' ');
    }
    header.put((byte) '\n');
    file.setLength(HEADER + values * type.bytes);
    file.seek(0);
    file.write(first);
    file.close();
  }
}
