package dev.meander.launcher.rebuild;

import dev.meander.launcher.bench.FullCollection;
import dev.meander.launcher.bench.Memory;
import dev.meander.launcher.bench.ServiceMetrics;
import dev.meander.launcher.chart.Chart;
import dev.meander.launcher.chart.Line;
import dev.meander.launcher.chart.Panel;
import dev.meander.launcher.durability.LiveInstance;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.launcher.replay.ReplayListener;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rebuilds beside the version that serves, of logs of several sizes, with a look at the service
 * twice a second. Servers and service are its own; scoring does not run. Used by one thread;
 * whoever starts it closes it.
 */
public final class Measurement implements AutoCloseable {

  private static final String TENANT = "default";
  private static final Duration CAUGHT_UP = Duration.ofHours(1);
  private static final Map<String, String> ROLES = Map.of("meander.roles", "ingest,project");

  private final Plan plan;
  private final Consumer<String> progress;
  private final LiveInstance instance;
  private final SampleLog log;

  /**
   * What to do.
   *
   * @param sizes of the log, ascending
   * @param batch most events of a transaction, 0 for what is configured
   * @param parallel partitions read at once, 0 for what is configured
   * @param rounds rebuilds of each size, the first by a fresh JVM
   */
  public record Plan(List<Long> sizes, int batch, int parallel, int rounds) {

    public Plan {
      sizes = sizes.stream().sorted().toList();
    }
  }

  private Measurement(Plan plan, Consumer<String> progress, LiveInstance instance, SampleLog log) {
    this.plan = plan;
    this.progress = progress;
    this.instance = instance;
    this.log = log;
  }

  /** Starts the servers; the service is started for each size. */
  public static Measurement start(
      ServerSettings settings, Plan plan, Consumer<String> progress, ReplayListener filling)
      throws IOException {
    var log = new SampleLog(plan.sizes().getLast(), settings.data().resolve("filling"), filling);
    return new Measurement(plan, progress, LiveInstance.start(settings, progress), log);
  }

  /** All rounds of all sizes. */
  public List<Round> run() throws IOException, InterruptedException, SQLException {
    List<Round> rounds = new ArrayList<>();
    for (long size : plan.sizes()) {
      instance.serve(ROLES);
      log.growTo(size, instance.url());
      progress.accept(
          "%,d events are in the log; waiting for the version that serves".formatted(size));
      try (Backlog backlog = Backlog.ofProjection(instance.admin(), TENANT)) {
        backlog.awaitNone(CAUGHT_UP);
      }
      instance.serve(ROLES);
      Checksums serving = checksums(1);
      for (int number = 1; number <= plan.rounds(); number++) {
        Round round = round(size, number, serving);
        progress.accept(round.toString());
        rounds.add(round);
      }
    }
    return rounds;
  }

  private Round round(long size, int number, Checksums serving)
      throws IOException, InterruptedException, SQLException {
    List<Round.Look> looks = new ArrayList<>();
    try (var client = new RebuildClient(instance.url());
        var metrics = new ServiceMetrics(instance.url())) {
      double before = live(metrics);
      double used = cpu();
      long begun = System.nanoTime();
      int version = client.begin(plan.batch(), plan.parallel());
      var _ =
          client.awaitLevel(
              version,
              told -> looks.add(look(metrics, seconds(begun), told.path("events").asLong())));
      double seconds = seconds(begun);
      double cpu = cpu() - used;
      double after = live(metrics);
      boolean equal = checksums(version).equals(serving);
      client.drop(version);
      return new Round(size, number, seconds, cpu, before, after, equal, looks);
    }
  }

  private double cpu() {
    return instance.service().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private Round.Look look(ServiceMetrics metrics, double second, long events) {
    double resident = Memory.of(instance.service(), false).map(Memory::resident).orElse(0.0);
    try {
      return new Round.Look(second, events, resident, metrics.heap());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Round.Look(second, events, resident, 0);
    }
  }

  private double live(ServiceMetrics metrics) throws IOException, InterruptedException {
    FullCollection.of(instance.service());
    return metrics.heap();
  }

  private Checksums checksums(int version) throws SQLException {
    try (ReadModel model = ReadModel.open(instance.servers().configuration())) {
      return model.checksums(new ReadModel.Scope(version, TENANT, List.of()));
    }
  }

  /** Rate and memory of each size, a line for each round. */
  public static Chart chart(List<Round> rounds) {
    List<Panel> panels = new ArrayList<>();
    for (long size : rounds.stream().map(Round::size).distinct().toList()) {
      List<Line> rates = new ArrayList<>();
      List<Line> memory = new ArrayList<>();
      for (Round round : rounds.stream().filter(one -> one.size() == size).toList()) {
        rates.add(
            Line.of(
                String.format(Locale.ROOT, "%d: %,.0f/s", round.number(), round.rate()),
                rates(round.looks())));
        memory.add(
            Line.of(round.number() + ": resident", points(round.looks(), one -> one.resident())));
        memory.add(
            Line.of(round.number() + ": heap used", points(round.looks(), one -> one.heap())));
      }
      String events = String.format(Locale.ROOT, "%,d events: ", size);
      panels.add(new Panel(events + "events per second", rates));
      panels.add(new Panel(events + "service, MiB", memory));
    }
    return new Chart(
        "Rebuild beside the version that serves",
        List.of("progress is told once a second; the rate of a round is its events by its seconds"),
        "seconds",
        panels);
  }

  private static List<Line.Point> points(
      List<Round.Look> looks, java.util.function.ToDoubleFunction<Round.Look> value) {
    return looks.stream()
        .map(one -> new Line.Point(one.second(), value.applyAsDouble(one)))
        .toList();
  }

  /** Between looks that saw other numbers of events. */
  private static List<Line.Point> rates(List<Round.Look> looks) {
    List<Line.Point> rates = new ArrayList<>();
    Round.Look last = new Round.Look(0, 0, 0, 0);
    for (Round.Look look : looks) {
      if (look.events() != last.events() && look.second() > last.second()) {
        double rate = (look.events() - last.events()) / (look.second() - last.second());
        rates.add(new Line.Point(look.second(), rate));
        last = look;
      }
    }
    return rates;
  }

  /** A line for each look. */
  public static String csv(List<Round> rounds) {
    var csv = new StringBuilder("size,round,second,events,resident_mb,heap_mb\n");
    for (Round round : rounds) {
      for (Round.Look look : round.looks()) {
        csv.append(
            String.format(
                Locale.ROOT,
                "%d,%d,%.2f,%d,%.0f,%.0f%n",
                round.size(),
                round.number(),
                look.second(),
                look.events(),
                look.resident(),
                look.heap()));
      }
    }
    return csv.toString();
  }

  @Override
  public void close() {
    instance.close();
  }
}
