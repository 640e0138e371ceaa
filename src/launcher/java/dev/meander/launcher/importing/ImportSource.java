package dev.meander.launcher.importing;

import dev.meander.launcher.replay.EventSource;
import dev.meander.launcher.replay.InputFile;
import dev.meander.launcher.replay.ReplayRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The events that an importer finds in files, one file after the other. What is malformed or left
 * out goes to the tally and is no record; a resumed run reads it again, so that the tally is always
 * that of a whole run.
 */
public final class ImportSource implements EventSource {

  private final List<Path> files;
  private final EntryReader.Format format;
  private final Tally tally;
  private final long bytes;
  private final Deque<ReplayRecord> waiting = new ArrayDeque<>();
  private final List<Long> linesBefore = new ArrayList<>();
  private @Nullable InputFile open;
  private @Nullable EntryReader entries;
  private long bytesDone;
  private long lastLine;

  private ImportSource(List<Path> files, EntryReader.Format format, Tally tally, long bytes) {
    this.files = List.copyOf(files);
    this.format = format;
    this.tally = tally;
    this.bytes = bytes;
  }

  /**
   * @param files in the order in which they are read
   * @param format keeps its importer from one file to the next
   * @throws IOException when a file is not there
   */
  public static ImportSource of(List<Path> files, EntryReader.Format format, Tally tally)
      throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return new ImportSource(files, format, tally, bytes);
  }

  @Override
  public Optional<ReplayRecord> next() throws IOException {
    while (waiting.isEmpty()) {
      EntryReader reader = reader();
      if (reader == null) {
        return Optional.empty();
      }
      Optional<EntryReader.Entry> entry = reader.next();
      if (entry.isPresent()) {
        take(entry.get());
      } else {
        finishFile();
      }
    }
    return Optional.of(waiting.remove());
  }

  private void take(EntryReader.Entry entry) {
    lastLine = entry.line();
    waiting.addAll(tally.take(entry.meaning(), running(), () -> place(running())));
  }

  private long running() {
    return linesBefore.getLast() + lastLine;
  }

  /**
   * The file and line of a record.
   *
   * @param line as records have it: counted on from one file to the next
   */
  public String place(long line) {
    int file = linesBefore.size() - 1;
    while (file > 0 && linesBefore.get(file) >= line) {
      file--;
    }
    return "%s:%d".formatted(files.get(file).getFileName(), line - linesBefore.get(file));
  }

  private @Nullable EntryReader reader() throws IOException {
    if (entries == null && linesBefore.size() < files.size()) {
      Path file = files.get(linesBefore.size());
      linesBefore.add(linesBefore.isEmpty() ? 0 : running());
      lastLine = 0;
      open = InputFile.open(file);
      entries = format.open(file, open.content());
    }
    return entries;
  }

  private void finishFile() throws IOException {
    if (open != null) {
      bytesDone += open.size();
    }
    close();
    entries = null;
  }

  @Override
  public double progress() {
    long now = open == null ? bytesDone : bytesDone + open.bytesRead();
    return bytes == 0 ? 1 : Math.min(1, (double) now / bytes);
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
