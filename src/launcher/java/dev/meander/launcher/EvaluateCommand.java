package dev.meander.launcher;

import dev.meander.interest.Discovery;
import dev.meander.launcher.calibration.Calibration;
import dev.meander.launcher.calibration.CalibrationFiles;
import dev.meander.launcher.evaluation.Discovering;
import dev.meander.launcher.evaluation.Evaluation;
import dev.meander.launcher.evaluation.Frontier;
import dev.meander.launcher.evaluation.OutlookEvaluation;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.OwnScales;
import dev.meander.launcher.evaluation.Ranking;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.terminal.Progress;
import dev.meander.launcher.training.KnownEvents;
import dev.meander.scoring.ModelRefusedException;
import dev.meander.scoring.OutlookModel;
import dev.meander.scoring.RankerModel;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.Feature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ./meander evaluate}: how well the next category is foretold on a published set or a log.
 */
@Command(
    name = "evaluate",
    description = {
      "Ranks the next categories on a published set or a log by the hazard formula or a model, and writes ranks.csv.",
      "",
      "The set is replayed into statistics and histories by the code that serves; statistics are frozen at the"
          + " protocol's split. Prints NDCG@10 and the hit rate of the next three categories."
    })
final class EvaluateCommand implements Callable<Integer> {

  @Mixin private ShopSource source = new ShopSource();

  @Option(
      names = "--by",
      paramLabel = "FEATURE",
      defaultValue = "hz",
      description = "the feature that ranks (default: ${DEFAULT-VALUE}, the hazard)")
  private String by = "hz";

  @Option(
      names = "--discover",
      paramLabel = "BONUS",
      defaultValue = "0",
      description =
          "what the log-probability of a category grows by that is new to the person, as GET"
              + " .../migration?mode=discovery does (default: ${DEFAULT-VALUE})")
  private double discover;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "how many of the best stay where they are under --discover (default: ${DEFAULT-VALUE})")
  private int keep;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "a ranker in ONNX that ranks instead, its manifest.json beside it")
  private @Nullable Path model;

  @Option(
      names = "--known-events",
      paramLabel = "FILE",
      description =
          "write what is known before the test part, one event a line, for a service to be asked the same:"
              + " people by their place in the set, a hyphen and their id. Where people are asked who are not"
              + " counted, what is known of them is written beside it, to FILE.asked. Prints also the"
              + " statistics' checksum, which GET /v1/flows is to tell before it is asked")
  private @Nullable Path knownEvents;

  @Option(
      names = "--frontier",
      description =
          "tell also what bonuses from 0 to 3 below the best 0, 2 and 4 are worth: frontier.csv")
  private boolean wantsFrontier;

  @Option(
      names = "--calibration",
      description =
          "hold also what the --model says of its first place against what came, on validation and on"
              + " test: calibration.csv and calibration.html")
  private boolean calibration;

  @Option(
      names = "--calibration-moments",
      paramLabel = "N",
      defaultValue = "0",
      description = "most moments of a part for --calibration (default: ${DEFAULT-VALUE}, all)")
  private int calibrationMoments;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where ranks.csv is written")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (!(discover >= 0 && discover < Double.POSITIVE_INFINITY) || keep < 0) {
      throw new CommandFailure("--discover and --keep are at least 0");
    }
    if (calibrationMoments < 0 || (calibration && model == null)) {
      throw new CommandFailure("--calibration is of a --model, of 0 moments or more");
    }
    Progress progress = Progress.onStandardError();
    Optional<OutlookSet> outlook = source.outlook();
    if (outlook.isPresent()) {
      return foretell(outlook.get(), progress);
    }
    ShopSet set = source.read();
    progress.update(0, set.people().size() + " people read");
    if (knownEvents != null) {
      progress.update(0, KnownEvents.write(set, knownEvents) + " events known");
    }
    Path file = model;
    if (file == null) {
      Feature feature =
          Feature.of(by)
              .orElseThrow(() -> new CommandFailure("--by " + by + ": there is no such feature"));
      write(set, new Ranking.ByFeature(feature), progress);
    } else {
      try (RankerModel loaded = RankerModel.load(file)) {
        ShopScales scales =
            discover > 0 || wantsFrontier
                ? OwnScales.of(set, set.test(), loaded, OwnScales.MOMENTS).orElse(null)
                : null;
        write(set, new Ranking.ByModel(loaded, scales), progress);
        if (calibration) {
          calibrate(set, loaded, progress);
        }
      } catch (ModelRefusedException | IllegalArgumentException e) {
        throw new CommandFailure(String.valueOf(e.getMessage()), e);
      }
    }
    return 0;
  }

  private int foretell(OutlookSet asked, Progress progress) throws IOException {
    Path file = model;
    if (file == null) {
      throw new CommandFailure("--bench evolution:SET wants a --model of evolution");
    }
    try (OutlookModel loaded = OutlookModel.load(file)) {
      OutlookEvaluation evaluation = new OutlookEvaluation(asked, loaded);
      Files.createDirectories(out);
      try (Writer shares = Files.newBufferedWriter(out.resolve("shares.csv"))) {
        evaluation.write(shares, (day, done) -> progress.update(done, day));
      }
      progress.finish(1, "all origins foretold");
      System.out.println(evaluation.summary());
      return 0;
    } catch (ModelRefusedException | IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private void calibrate(ShopSet set, RankerModel loaded, Progress progress) throws IOException {
    CalibrationFiles files =
        new Calibration(set, loaded, calibrationMoments)
            .run(done -> progress.update(done, "calibration"));
    files.write(out);
    progress.finish(1, "calibration told");
    System.out.println(files.summary());
  }

  private void write(ShopSet set, Ranking plain, Progress progress) throws IOException {
    Ranking ranking = discover > 0 ? new Discovering(plain, new Discovery(discover, keep)) : plain;
    int people = set.people().size();
    Frontier frontier = wantsFrontier ? Frontier.grid() : new Frontier(List.of());
    Evaluation evaluation = new Evaluation(set, ranking, frontier);
    Files.createDirectories(out);
    try (Writer ranks = Files.newBufferedWriter(out.resolve("ranks.csv"))) {
      evaluation.write(
          ranks, done -> progress.update(done / (double) people, done + " people ranked"));
    }
    if (wantsFrontier) {
      try (Writer csv = Files.newBufferedWriter(out.resolve("frontier.csv"))) {
        frontier.write(csv);
      }
    }
    progress.finish(1, people + " people ranked");
    System.out.println(evaluation.summary());
    if (knownEvents != null) {
      System.out.println("statistics=" + evaluation.checksum());
    }
  }
}
