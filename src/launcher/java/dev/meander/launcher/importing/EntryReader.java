package dev.meander.launcher.importing;

import dev.meander.ingest.importing.Imported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The entries of one opened file. */
@FunctionalInterface
public interface EntryReader {

  /**
   * One entry with what it means.
   *
   * @param line where it begins in its file, from 1
   */
  record Entry(long line, Imported meaning) {}

  /** How the bytes of a file are read; opened once for each file, in the files' order. */
  @FunctionalInterface
  interface Format {

    /**
     * @param file where the bytes come from, for its name
     * @throws IOException when the file is not of the format
     */
    EntryReader open(Path file, InputStream content) throws IOException;
  }

  /**
   * The next entry, empty at the end.
   *
   * @throws IOException when the file can't be read on
   */
  Optional<Entry> next() throws IOException;
}
