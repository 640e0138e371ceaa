package dev.meander.launcher.replay;

import java.io.IOException;
import java.io.InputStream;

/** The forms of file that a replay reads. The names are those of the command line. */
public enum ReplayFormat {
  taobao,
  ndjson,
  csv;

  RecordReader open(InputStream in) throws IOException {
    return switch (this) {
      case taobao -> new LineSource(new LineReader(in), TaobaoLine::parse);
      case ndjson -> new LineSource(new LineReader(in), NdjsonLine::parse);
      case csv -> CsvRows.open(in);
    };
  }
}
