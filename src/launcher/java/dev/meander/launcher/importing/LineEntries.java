package dev.meander.launcher.importing;

import dev.meander.ingest.importing.Imported;
import dev.meander.launcher.replay.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A file in which each line that is not blank is an entry. */
public final class LineEntries implements EntryReader {

  /** Says what a line means. */
  @FunctionalInterface
  public interface LineImporter {
    Imported read(long number, String line);
  }

  private final LineReader lines;
  private final LineImporter importer;

  private LineEntries(LineReader lines, LineImporter importer) {
    this.lines = lines;
    this.importer = importer;
  }

  public static Format format(LineImporter importer) {
    return (Path _, InputStream content) -> new LineEntries(new LineReader(content), importer);
  }

  @Override
  public Optional<Entry> next() throws IOException {
    while (true) {
      switch (lines.next()) {
        case END -> {
          return Optional.empty();
        }
        case TOO_LONG -> {
          return malformed("longer than " + LineReader.MAX_BYTES + " bytes");
        }
        case NOT_UTF8 -> {
          return malformed("not UTF-8");
        }
        case LINE -> {
          if (!lines.text().isBlank()) {
            return Optional.of(
                new Entry(lines.number(), importer.read(lines.number(), lines.text())));
          }
        }
      }
    }
  }

  private Optional<Entry> malformed(String reason) {
    return Optional.of(new Entry(lines.number(), new Imported.Malformed(reason)));
  }
}
