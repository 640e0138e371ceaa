package dev.meander.launcher.soak;

import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.launcher.durability.LiveInstance;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Load, looks and reckoning; see the package. Used by one thread; whoever starts it closes it. */
public final class Soak implements AutoCloseable {

  private static final String TENANT = "default";

  /** Few, so that the history that is kept of each is full within the first third. */
  private static final int LEAST_PEOPLE = 500;

  /** Somebody does at least so much in twenty years; the load must not end before its time. */
  private static final int EVENTS_OF_PERSON = 2_800;

  /** For the same reason: the tables of the shop's statistics reach their bound early. */
  private static final Map<String, String> SETTINGS =
      Map.of("meander.statistics.most-pairs", "65536");

  private static final int COLLECTIONS = 30;
  private static final Duration SHORTEST_COLLECTION = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofMinutes(3);

  private final Plan plan;
  private final Progress progress;
  private final LiveInstance instance;
  private final Account account = new Account();
  private final Series series = new Series();

  /**
   * What to do.
   *
   * @param minutes of load
   * @param rate events per second
   * @param reads views asked for per second
   * @param every between two looks
   */
  public record Plan(int minutes, int rate, int reads, Duration every) {

    /** How many people it takes to do all that. */
    int people() {
      long events = Duration.ofMinutes(minutes).toSeconds() * rate;
      return Math.toIntExact(Math.max(LEAST_PEOPLE, events / EVENTS_OF_PERSON));
    }
  }

  private Soak(Plan plan, Progress progress, LiveInstance instance) {
    this.plan = plan;
    this.progress = progress;
    this.instance = instance;
  }

  /**
   * Starts servers and service on the settings' folder, which should be a fresh one.
   *
   * @param serviceBounds whether the service has its own bounds, not those that are reached early
   */
  public static Soak start(
      ServerSettings settings, Plan plan, boolean serviceBounds, Progress progress)
      throws IOException, InterruptedException {
    LiveInstance instance = LiveInstance.start(settings, progress::line);
    try {
      instance.serve(serviceBounds ? Map.of() : SETTINGS);
      return new Soak(plan, progress, instance);
    } catch (IOException | InterruptedException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  /**
   * Runs the whole of it.
   *
   * @param folder takes {@code soak.csv}, rewritten once a minute, and {@code soak.svg}
   * @throws IOException when the service does not come to an end of what it took in
   */
  public Verdict run(Path folder) throws IOException, InterruptedException, SQLException {
    Duration load = Duration.ofMinutes(plan.minutes());
    Duration collection = load.dividedBy(COLLECTIONS);
    if (collection.compareTo(SHORTEST_COLLECTION) < 0) {
      collection = SHORTEST_COLLECTION;
    }
    var shop =
        new SampleSettings(
            new TenantId(TENANT), plan.people(), 20 * 365, 1, LocalDate.of(2006, 1, 1));
    try (SteadyLoad posts = SteadyLoad.start(instance.url(), account, shop, plan.rate());
        Reads _ = Reads.start(instance.url(), account, plan.reads());
        Sampler _ = Sampler.start(instance, account, series, plan.every(), collection)) {
      watch(load, folder);
      posts.finish(SETTLED);
    }
    try (Backlog backlog = Backlog.ofProjection(instance.admin(), TENANT)) {
      backlog.awaitNone(SETTLED);
    }
    Verdict verdict = Verdict.of(plan, account, account.compare(stored()), series);
    save(folder);
    Plot.of(plan, series, verdict).write(folder.resolve("soak.svg"));
    return verdict;
  }

  private void watch(Duration load, Path folder) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long saved = 0;
    while (true) {
      long passed = System.nanoTime() - begun;
      progress.update(passed / (double) load.toNanos(), state());
      if (passed >= load.toNanos()) {
        progress.finish(1, state());
        return;
      }
      // What was seen is there although the run is stopped.
      long minute = Duration.ofNanos(passed).toMinutes();
      if (minute > saved) {
        saved = minute;
        save(folder);
      }
      Thread.sleep(
          Math.min(500, Math.max(1, Duration.ofNanos(load.toNanos() - passed).toMillis())));
    }
  }

  private String state() {
    var samples = series.samples();
    if (samples.isEmpty()) {
      return "%,d acknowledged".formatted(account.acknowledged());
    }
    Sample last = samples.getLast();
    return "%,d acknowledged, %s events/s, %s behind, %s MiB resident, %d errors"
        .formatted(
            account.acknowledged(),
            whole(last.value(Measure.RATE)),
            whole(last.value(Measure.LAG)) + " s",
            whole(last.value(Measure.SERVICE)),
            account.errors());
  }

  private static String whole(OptionalDouble value) {
    return value.isPresent() ? Long.toString(Math.round(value.getAsDouble())) : "?";
  }

  private void save(Path folder) throws IOException {
    Files.writeString(folder.resolve("soak.csv"), series.csv(), StandardCharsets.UTF_8);
  }

  /** Events by person, as the day cells count them. */
  private Map<String, Long> stored() throws SQLException {
    Map<String, Long> events = new HashMap<>();
    try (ReadModel model = ReadModel.open(instance.servers().configuration())) {
      model.cells(
          TENANT,
          (person, day, body) ->
              events.merge(person, (long) DayCell.fromBytes(day, body).eventCount(), Long::sum));
    }
    return events;
  }

  /** Answers by request and status. */
  public String answers() {
    return account.answers();
  }

  @Override
  public void close() {
    instance.close();
  }
}
