package dev.meander.launcher;

import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.terminal.Progress;
import dev.meander.launcher.training.NpyFile;
import dev.meander.launcher.training.OutlookSetExport;
import dev.meander.launcher.training.RankerSetExport;
import dev.meander.statistics.FeatureSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./meander export}: writes what a ranker is trained on. */
@Command(
    name = "export",
    description = {
      "Writes candidates of the next category with their features and the answers, for training.",
      "",
      "Features come from the code that serves. Statistics of a part count only what happened before it, and"
          + " answers lie within it. The form is told in model-artifacts/training/README.md."
    })
final class ExportCommand implements Callable<Integer> {

  @Mixin private ShopSource source = new ShopSource();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write")
  private Path out = Path.of("");

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "PART",
      defaultValue = "train,valid",
      description = "train, valid, test (default: ${DEFAULT-VALUE})")
  private List<String> parts = new ArrayList<>();

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "30000",
      description = "most moments to train on (default: ${DEFAULT-VALUE})")
  private int instances;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "0",
      description = "of outlooks: most people of a moment to train on, 0 for all")
  private int people;

  @Option(
      names = "--valid",
      paramLabel = "N",
      defaultValue = "6000",
      description = "most moments to choose by (default: ${DEFAULT-VALUE})")
  private int valid;

  @Option(
      names = "--negatives",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "most wrong candidates of a training moment, 0 for all (default: ${DEFAULT-VALUE})")
  private int negatives;

  @Option(
      names = "--share",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "of the people, drawn by lot, for rankers: a shop as thin as that (default: ${DEFAULT-VALUE})")
  private double share;

  @Option(
      names = "--names",
      description = {
        "also candidates whose names are like those of the person's categories, and columns that say"
            + " so, for rankers: a model of these is asked with them",
        "(default: what people do alone, as the ranker that ships)"
      })
  private boolean names;

  @Option(
      names = "--numbers",
      paramLabel = "TYPE",
      defaultValue = "float32",
      description = "float32 or float16 (default: ${DEFAULT-VALUE})")
  private String numbers = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of what is left out (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public Integer call() throws IOException {
    Progress progress = Progress.onStandardError();
    List<Part.Role> roles = parts.stream().map(ExportCommand::role).toList();
    try {
      Optional<OutlookSet> outlook = source.outlook();
      if (outlook.isPresent()) {
        if (names) {
          throw new CommandFailure("--names is for rankers");
        }
        if (share != 1) {
          throw new CommandFailure("--share is for rankers; --people takes fewer of a moment");
        }
        return write(outlook.get(), roles, progress);
      }
      ShopSet set = shop();
      progress.update(0, set.people().size() + " people read");
      RankerSetExport export =
          new RankerSetExport(
              set,
              new RankerSetExport.Size(instances, valid, negatives, seed),
              type(),
              names ? FeatureSchema.NAMES : FeatureSchema.BEHAVIOUR);
      int groups = export.write(out, roles, (part, done) -> progress.update(done, part));
      progress.finish(1, groups + " moments written");
      System.out.printf(Locale.ROOT, "set=%s groups=%d out=%s%n", set.name(), groups, out);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private int write(OutlookSet set, List<Part.Role> roles, Progress progress) throws IOException {
    progress.update(0, set.people().size() + " people read");
    OutlookSetExport export = new OutlookSetExport(set, people, seed, type());
    int groups = export.write(out, roles, (part, done) -> progress.update(done, part));
    progress.finish(1, groups + " outlooks written");
    System.out.printf(Locale.ROOT, "set=%s groups=%d out=%s%n", set.name(), groups, out);
    return 0;
  }

  private ShopSet shop() throws IOException {
    if (!(share > 0 && share <= 1)) {
      throw new CommandFailure("--share " + share + ": above 0, at most 1");
    }
    ShopSet whole = source.read();
    return share < 1 ? whole.thinned(share, seed) : whole;
  }

  private NpyFile.Type type() {
    return switch (numbers) {
      case "float32" -> NpyFile.Type.FLOAT32;
      case "float16" -> NpyFile.Type.FLOAT16;
      default -> throw new CommandFailure("--numbers " + numbers + ": float32 or float16");
    };
  }

  private static Part.Role role(String name) {
    return switch (name) {
      case "train" -> Part.Role.TRAIN;
      case "valid" -> Part.Role.VALID;
      case "test" -> Part.Role.TEST;
      default -> throw new CommandFailure("--parts " + name + ": train, valid or test");
    };
  }
}
