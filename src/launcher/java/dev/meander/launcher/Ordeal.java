package dev.meander.launcher;

import dev.meander.launcher.chaos.Verdict;
import dev.meander.launcher.embedded.Folders;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a command does that disturbs an instance of its own, in a folder of its own, and settles
 * accounts: the folder stays where these are not as they should be.
 */
@FunctionalInterface
interface Ordeal {

  /**
   * How it ended.
   *
   * @param lines to be printed, the command's last line at the end
   */
  record Outcome(List<String> lines, Verdict verdict) {
    public Outcome {
      lines = List.copyOf(lines);
    }
  }

  /** Disturbs, and reckons; what it started is stopped when it returns. */
  Outcome on(ServerSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException;

  /**
   * Runs it in a new folder.
   *
   * @param name of the command
   * @return the exit status
   */
  static int run(Path parent, String name, Ordeal ordeal)
      throws IOException, InterruptedException, SQLException {
    // Its client tells of every lost connection, of which there are many. Held, or forgotten.
    Logger pulsar = Logger.getLogger("org.apache.pulsar");
    pulsar.setLevel(Level.OFF);
    Path data = Files.createTempDirectory(parent, name + "-");
    ServerSettings settings = ServerSettings.standard(Home.ofScript().folder(), data);
    Outcome outcome = ordeal.on(settings, Progress.onStandardError()::line);
    pulsar.setLevel(null);
    outcome.verdict().faults().forEach(System.err::println);
    outcome.lines().forEach(System.out::println);
    if (!outcome.verdict().good()) {
      System.err.println("meander: that is not as it should be; the folder is " + data);
      return 1;
    }
    Folders.delete(data);
    return 0;
  }
}
