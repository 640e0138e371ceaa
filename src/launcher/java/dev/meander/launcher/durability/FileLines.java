package dev.meander.launcher.durability;

import dev.meander.launcher.replay.FileSource;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.sample.WireForm;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of events to replay. */
public final class FileLines {

  private FileLines() {}

  /** How many records a file holds. */
  static long count(Path file, ReplayFormat format) throws IOException {
    try (FileSource source = FileSource.open(file, format)) {
      long records = 0;
      while (source.next().isPresent()) {
        records++;
      }
      return records;
    }
  }

  /** Writes the first events of a made-up shop as NDJSON. */
  public static Path sample(Path file, SampleSettings shop, int events) throws IOException {
    var stream = new SampleStream(shop);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < events && stream.hasNext(); i++) {
        out.write(WireForm.line(stream.next()));
        out.write('\n');
      }
    }
    return file;
  }
}
