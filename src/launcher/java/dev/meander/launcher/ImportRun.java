package dev.meander.launcher;

import dev.meander.launcher.importing.EntryReader;
import dev.meander.launcher.importing.ImportSource;
import dev.meander.launcher.importing.Tally;
import dev.meander.launcher.replay.Totals;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the imports from files have in common: one run, from the files to the closing line. */
final class ImportRun {

  private ImportRun() {}

  /**
   * @param rules what the importer was told, since the same files under other rules are another run
   * @param format with a fresh importer
   */
  static int run(SendOptions sending, List<Path> files, String rules, EntryReader.Format format)
      throws IOException, InterruptedException {
    var _ = sending.target();
    SendOptions.needFiles(files);
    var progress = Progress.onStandardError();
    var tally = new Tally(progress::line);
    var source = ImportSource.of(files, format, tally);
    String label =
        files.size() == 1 ? files.getFirst().getFileName().toString() : files.size() + " files";
    var report = new ReplayReport(label, progress, source::place);
    var name = new StringBuilder(rules);
    for (Path file : files) {
      name.append('\n').append(file.toRealPath());
    }
    Totals totals =
        sending.send("import", name.toString(), SendOptions.stateOf(files), () -> source, report);
    report.finish(totals);
    tally.tell();
    System.out.println(totals + " malformed=" + tally.malformed());
    return 0;
  }
}
