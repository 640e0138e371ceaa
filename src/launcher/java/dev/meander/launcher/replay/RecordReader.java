package dev.meander.launcher.replay;

import java.io.IOException;
import java.util.Optional;

/** What a format makes of a file's bytes. */
@FunctionalInterface
interface RecordReader {

  /** The next record, empty at the end. */
  Optional<ReplayRecord> next() throws IOException;
}
