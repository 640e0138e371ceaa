package dev.meander.launcher.replay;

import java.io.IOException;
import java.util.Optional;

/** Records from a file in which each line is an entry; blank lines are none. */
final class LineSource implements RecordReader {

  /** Makes a record of one line that is not blank. */
  @FunctionalInterface
  interface LineParser {
    ReplayRecord parse(long number, String line);
  }

  private final LineReader lines;
  private final LineParser parser;

  LineSource(LineReader lines, LineParser parser) {
    this.lines = lines;
    this.parser = parser;
  }

  @Override
  public Optional<ReplayRecord> next() throws IOException {
    while (true) {
      switch (lines.next()) {
        case END -> {
          return Optional.empty();
        }
        case TOO_LONG -> {
          return unreadable("the line is longer than " + LineReader.MAX_BYTES + " bytes");
        }
        case NOT_UTF8 -> {
          return unreadable("the line is not UTF-8");
        }
        case LINE -> {
          if (!lines.text().isBlank()) {
            return Optional.of(parser.parse(lines.number(), lines.text()));
          }
        }
      }
    }
  }

  private Optional<ReplayRecord> unreadable(String reason) {
    return Optional.of(new ReplayRecord.Unreadable(lines.number(), reason));
  }
}
