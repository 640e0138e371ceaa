package dev.meander.launcher.replay;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file, plain or gzip; which of both, its first bytes tell. Not for several threads.
 */
public final class InputFile implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final CountingStream raw;
  private final InputStream content;
  private final long size;

  private InputFile(CountingStream raw, InputStream content, long size) {
    this.raw = raw;
    this.content = content;
    this.size = size;
  }

  /**
   * @throws IOException when the file can't be read
   */
  public static InputFile open(Path file) throws IOException {
    var raw = new CountingStream(Files.newInputStream(file));
    try {
      var buffered = new BufferedInputStream(raw, BUFFER);
      InputStream content = isGzip(buffered) ? new Unpacked(buffered) : buffered;
      return new InputFile(raw, content, Files.size(file));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The unpacked bytes; closed with the file. */
  public InputStream content() {
    return content;
  }

  /** Bytes of the file read so far, as they lie on the disk. */
  public long bytesRead() {
    return raw.count;
  }

  /** The size of the file as it lies on the disk. */
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
  }

  /** Compressed data that ends too early: an error, where readers would take it for the end. */
  private static final class Unpacked extends GZIPInputStream {
    Unpacked(InputStream in) throws IOException {
      super(in, BUFFER);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (EOFException e) {
        throw new IOException("the file ends in the middle of its compressed data", e);
      }
    }
  }

  private static final class CountingStream extends FilterInputStream {
    private long count;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        count++;
      }
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      if (read > 0) {
        count += read;
      }
      return read;
    }
  }
}
