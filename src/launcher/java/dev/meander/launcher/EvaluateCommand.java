package dev.meander.launcher;

import dev.meander.launcher.evaluation.Bench;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.Evaluation;
import dev.meander.launcher.terminal.Progress;
import dev.meander.statistics.Feature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./meander evaluate}: how well the next category is foretold on a published set. */
@Command(
    name = "evaluate",
    description = {
      "Ranks the next category on a published set by the hazard formula, and writes ranks.csv.",
      "",
      "The set is replayed into statistics and histories by the code that serves; statistics are frozen at the"
          + " protocol's split. Prints NDCG@10 and the hit rate of the next category."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--bench",
      required = true,
      paramLabel = "SET",
      description = "taobao, beauty or jd_all")
  private String bench = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "the folder of the sets' folders: taobao, amazon_s3rec, jd_micro")
  private Path data = Path.of("");

  @Option(
      names = "--by",
      paramLabel = "FEATURE",
      defaultValue = "hz",
      description = "the feature that ranks (default: ${DEFAULT-VALUE}, the hazard)")
  private String by = "hz";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where ranks.csv is written")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    Bench wanted =
        Arrays.stream(Bench.values())
            .filter(each -> each.name().equalsIgnoreCase(bench))
            .findFirst()
            .orElseThrow(() -> new CommandFailure("--bench " + bench + ": no such set"));
    Feature feature =
        Arrays.stream(Feature.values())
            .filter(each -> each.column().equals(by))
            .findFirst()
            .orElseThrow(() -> new CommandFailure("--by " + by + ": no such feature"));
    Progress progress = Progress.onStandardError();
    List<BenchPerson> people = wanted.people(data);
    progress.update(0, people.size() + " people read");
    Evaluation evaluation = new Evaluation(wanted, people, feature);
    Files.createDirectories(out);
    try (Writer ranks = Files.newBufferedWriter(out.resolve("ranks.csv"))) {
      evaluation.write(
          ranks, done -> progress.update(done / (double) people.size(), done + " people ranked"));
    }
    progress.finish(1, people.size() + " people ranked");
    System.out.println(evaluation.summary());
    return 0;
  }
}
