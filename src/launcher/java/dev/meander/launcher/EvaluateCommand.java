package dev.meander.launcher;

import dev.meander.launcher.evaluation.Bench;
import dev.meander.launcher.evaluation.Evaluation;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.terminal.Progress;
import dev.meander.statistics.Feature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
      description = "taobao, beauty, jd_all or open_ecommerce")
  private String bench = "";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "the folder of the sets' folders: taobao, amazon_s3rec, jd_micro, open_ecommerce")
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

  /** The set of that name. */
  static Bench bench(String name) {
    return Arrays.stream(Bench.values())
        .filter(each -> each.setName().equals(name))
        .findFirst()
        .orElseThrow(() -> new CommandFailure("--bench " + name + ": no such set"));
  }

  @Override
  public Integer call() throws IOException {
    Feature feature =
        Arrays.stream(Feature.values())
            .filter(each -> each.column().equals(by))
            .findFirst()
            .orElseThrow(() -> new CommandFailure("--by " + by + ": no such feature"));
    Progress progress = Progress.onStandardError();
    ShopSet set = bench(bench).read(data);
    int people = set.people().size();
    progress.update(0, people + " people read");
    Evaluation evaluation = new Evaluation(set, feature);
    Files.createDirectories(out);
    try (Writer ranks = Files.newBufferedWriter(out.resolve("ranks.csv"))) {
      evaluation.write(
          ranks, done -> progress.update(done / (double) people, done + " people ranked"));
    }
    progress.finish(1, people + " people ranked");
    System.out.println(evaluation.summary());
    return 0;
  }
}
