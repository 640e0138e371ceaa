package dev.meander.launcher.replay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The records of a file, plain or gzip; which of both, its first bytes tell. */
public final class FileSource implements EventSource {

  private final CountingStream raw;
  private final long size;
  private final RecordReader records;

  private FileSource(CountingStream raw, long size, RecordReader records) {
    this.raw = raw;
    this.size = size;
    this.records = records;
  }

  /**
   * @throws IOException when the file can't be read or is not of the format
   */
  public static FileSource open(Path file, ReplayFormat format) throws IOException {
    var raw = new CountingStream(Files.newInputStream(file));
    try {
      var buffered = new BufferedInputStream(raw, 1 << 16);
      InputStream in = isGzip(buffered) ? new GZIPInputStream(buffered, 1 << 16) : buffered;
      return new FileSource(raw, Files.size(file), format.open(in));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  @Override
  public Optional<ReplayRecord> next() throws IOException {
    try {
      return records.next();
    } catch (EOFException e) {
      throw new IOException("the file ends in the middle of its compressed data", e);
    }
  }

  @Override
  public double progress() {
    return size == 0 ? 1 : Math.min(1, (double) raw.count / size);
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
