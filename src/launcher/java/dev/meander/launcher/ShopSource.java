package dev.meander.launcher;

import dev.meander.launcher.evaluation.Bench;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.OutlookBench;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.service.ServiceSettings;
import dev.meander.launcher.training.LogPeople;
import dev.meander.launcher.training.RunningPeople;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which shop models are trained on or judged by. */
final class ShopSource {

  /** Either a published set or a log. */
  static final class Kind {
    @Option(
        names = "--bench",
        required = true,
        paramLabel = "SET",
        description = {
          "taobao, beauty, jd_all, open_ecommerce or uci_online_retail, for rankers;",
          "evolution:taobao or evolution:open_ecommerce, for outlooks; --data names their"
              + " folder"
        })
    private String bench = "";

    @Option(
        names = "--ndjson",
        required = true,
        paramLabel = "FILE",
        description = "events one a line, such as `sample` writes; gzipped when it ends in .gz")
    private @Nullable Path ndjson;

    @Option(
        names = "--instance",
        required = true,
        paramLabel = "DIR",
        description =
            "the data folder of an instance that runs: its people as the service itself counts them")
    private @Nullable Path instance;
  }

  @ArgGroup(multiplicity = "1")
  private Kind kind = new Kind();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "the folder of the published sets' folders: taobao, amazon_s3rec, jd_micro, open_ecommerce,"
              + " uci_online_retail")
  private Path data = Path.of(".");

  @Option(
      names = "--days-only",
      description =
          "the log's times say the day and the order within it, no more (of an instance: as its"
              + " meander.statistics.times=day)")
  private boolean daysOnly;

  @Option(
      names = "--longest-session",
      paramLabel = "N",
      defaultValue = "" + ShopForm.MOST_SESSION_RUNS,
      description =
          "runs after which the log's sessions are cut (of an instance: as its"
              + " meander.statistics.longest-session; default: ${DEFAULT-VALUE})")
  private int longestSession = ShopForm.MOST_SESSION_RUNS;

  @Option(
      names = "--zone-hours",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "the log's shop's clock ahead of UTC (of an instance: as its meander.statistics.zone;"
              + " default: ${DEFAULT-VALUE})")
  private int zoneHours;

  /** The set of outlooks, where such a one is asked for. */
  Optional<OutlookSet> outlook() throws IOException {
    for (OutlookBench each : OutlookBench.values()) {
      if (each.benchName().equals(kind.bench)) {
        return Optional.of(each.read(data));
      }
    }
    return Optional.empty();
  }

  /**
   * The shop of the set or the log.
   *
   * @throws CommandFailure where there is no set of that name
   * @throws IllegalArgumentException where the log holds no visit
   */
  ShopSet read() throws IOException {
    Path file = kind.ndjson;
    Path instance = kind.instance;
    if (instance != null) {
      return ShopSet.ofLog("instance", form(), people(instance));
    }
    if (file == null) {
      return Arrays.stream(Bench.values())
          .filter(each -> each.setName().equals(kind.bench))
          .findFirst()
          .orElseThrow(() -> new CommandFailure("--bench " + kind.bench + ": no such set"))
          .read(data);
    }
    return ShopSet.ofLog(String.valueOf(file.getFileName()), form(), LogPeople.read(file));
  }

  private ShopForm form() {
    if (longestSession < 2 || longestSession > ShopForm.MOST_SESSION_RUNS) {
      throw new CommandFailure("--longest-session is 2 to " + ShopForm.MOST_SESSION_RUNS);
    }
    return new ShopForm(
        daysOnly ? ShopForm.TimeGrain.DAY : ShopForm.TimeGrain.CLOCK,
        daysOnly ? 0 : zoneHours * 3_600,
        longestSession);
  }

  private static List<BenchPerson> people(Path instance) throws IOException {
    if (InstanceFolder.facts(instance).isEmpty()) {
      throw new CommandFailure("no instance runs on " + instance);
    }
    return RunningPeople.read(ServiceSettings.configuration(instance));
  }
}
