package dev.meander.launcher.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The records of a file, plain or gzip. */
public final class FileSource implements EventSource {

  private final InputFile file;
  private final RecordReader records;

  private FileSource(InputFile file, RecordReader records) {
    this.file = file;
    this.records = records;
  }

  /**
   * @throws IOException when the file can't be read or is not of the format
   */
  public static FileSource open(Path path, ReplayFormat format) throws IOException {
    var file = InputFile.open(path);
    try {
      return new FileSource(file, format.open(file.content()));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Optional<ReplayRecord> next() throws IOException {
    return records.next();
  }

  @Override
  public double progress() {
    return file.size() == 0 ? 1 : Math.min(1, (double) file.bytesRead() / file.size());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
