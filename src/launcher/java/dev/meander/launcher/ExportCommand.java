package dev.meander.launcher;

import dev.meander.launcher.evaluation.OutlookBench;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.terminal.Progress;
import dev.meander.launcher.training.LogPeople;
import dev.meander.launcher.training.NpyFile;
import dev.meander.launcher.training.OutlookSetExport;
import dev.meander.launcher.training.RankerSetExport;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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

  /** What is exported. */
  static final class Source {
    @Option(
        names = "--bench",
        required = true,
        paramLabel = "SET",
        description = {
          "taobao, beauty, jd_all or open_ecommerce, for rankers; evolution:taobao or",
          "evolution:open_ecommerce, for outlooks; --data names their folder"
        })
    private String bench = "";

    @Option(
        names = "--ndjson",
        required = true,
        paramLabel = "FILE",
        description = "events one a line, such as `sample` writes; gzipped when it ends in .gz")
    private @Nullable Path ndjson;
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "the folder of the published sets' folders")
  private Path data = Path.of(".");

  @Option(
      names = "--days-only",
      description = "the file's times say the day and the order within it, no more")
  private boolean daysOnly;

  @Option(
      names = "--zone-hours",
      paramLabel = "N",
      defaultValue = "0",
      description = "the shop's clock ahead of UTC (default: ${DEFAULT-VALUE})")
  private int zoneHours;

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
      Optional<OutlookBench> outlook = outlook(source.bench);
      if (outlook.isPresent()) {
        return write(outlook.get().read(data), roles, progress);
      }
      ShopSet set = read();
      progress.update(0, set.people().size() + " people read");
      RankerSetExport export =
          new RankerSetExport(
              set, new RankerSetExport.Size(instances, valid, negatives, seed), type());
      int groups = export.write(out, roles, (part, done) -> progress.update(done, part));
      progress.finish(1, groups + " moments written");
      System.out.printf(Locale.ROOT, "set=%s groups=%d out=%s%n", set.name(), groups, out);
      return 0;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** The set of outlooks of that name. */
  static Optional<OutlookBench> outlook(String name) {
    return Arrays.stream(OutlookBench.values())
        .filter(each -> each.benchName().equals(name))
        .findFirst();
  }

  private int write(OutlookSet set, List<Part.Role> roles, Progress progress) throws IOException {
    progress.update(0, set.people().size() + " people read");
    OutlookSetExport export = new OutlookSetExport(set, people, seed, type());
    int groups = export.write(out, roles, (part, done) -> progress.update(done, part));
    progress.finish(1, groups + " outlooks written");
    System.out.printf(Locale.ROOT, "set=%s groups=%d out=%s%n", set.name(), groups, out);
    return 0;
  }

  private ShopSet read() throws IOException {
    Path file = source.ndjson;
    if (file == null) {
      return EvaluateCommand.bench(source.bench).read(data);
    }
    ShopForm form = daysOnly ? ShopForm.orders() : ShopForm.clicks(zoneHours * 3_600);
    return ShopSet.ofLog(String.valueOf(file.getFileName()), form, LogPeople.read(file));
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
