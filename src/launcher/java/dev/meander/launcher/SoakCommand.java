package dev.meander.launcher;

import dev.meander.launcher.embedded.Folders;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.soak.Soak;
import dev.meander.launcher.soak.Verdict;
import dev.meander.launcher.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander soak}: nothing grows and nothing is lost in a long steady run. */
@Command(
    name = "soak",
    description = {
      "Sends events at a steady rate for a while, reads beside them, and judges whether anything grew or was lost.",
      "",
      "On servers of its own. Every few seconds it looks at heap, direct memory, threads, resident sets and lag, and asks"
          + " for a full collection thirty times a run. Slopes (Theil-Sen over the last two thirds) have to stay within"
          + " their tolerance, every acknowledged event to be counted once in its day cell; or the exit status is 1."
          + " Runs below ten minutes tell their slopes and do not judge them. Few people (500, more where the run is long) and a low bound of the shop's"
          + " statistics (meander.statistics.most-pairs=65536, unless --service-bounds) let all that is bounded be full"
          + " within the first third.",
      "",
      "Writes soak.csv and soak.svg. The last line: soak minutes=N acknowledged=N lost=N doubled=N rate=N errors=N"
          + " heap_slope_mb_per_h=X direct_slope_mb_per_h=X ... good=true."
    })
final class SoakCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "of load, 1 to 10080 (default: ${DEFAULT-VALUE})")
  private int minutes = 30;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "events per second, 1 to 20000 (default: ${DEFAULT-VALUE})")
  private int rate = 1_000;

  @Option(
      names = "--reads",
      paramLabel = "N",
      defaultValue = "50",
      description = "views asked for per second, 1 to 5000 (default: ${DEFAULT-VALUE})")
  private int reads = 50;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "between two looks, 1 to 600 (default: ${DEFAULT-VALUE})")
  private int every = 5;

  @Option(
      names = "--service-bounds",
      description =
          "leave the bounds of the shop's statistics as a service has them; while tables fill, the live heap grows")
  private boolean serviceBounds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "for soak.csv and soak.svg (default: target/soak)")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    require("--minutes", minutes, 10_080);
    require("--rate", rate, 20_000);
    require("--reads", reads, 5_000);
    require("--every", every, 600);
    Home home = Home.ofScript();
    Path folder = Files.createDirectories(out == null ? home.target().resolve("soak") : out);
    Path data = Files.createTempDirectory(Files.createDirectories(home.target()), "soak-");
    ServerSettings settings = ServerSettings.standard(home.folder(), data);
    var plan = new Soak.Plan(minutes, rate, reads, Duration.ofSeconds(every));
    Verdict verdict;
    try (Soak soak = Soak.start(settings, plan, serviceBounds, Progress.onStandardError())) {
      verdict = soak.run(folder);
      System.out.println("answers: " + soak.answers());
    }
    System.out.println(
        "written: " + folder.resolve("soak.csv") + ", " + folder.resolve("soak.svg"));
    verdict.faults().forEach(System.err::println);
    System.out.println(verdict);
    if (!verdict.good()) {
      System.err.println("meander: that is not as it should be; the folder is " + data);
      return 1;
    }
    Folders.delete(data);
    return 0;
  }

  private void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " wants 1 to " + most + ", not " + value);
    }
  }
}
