package dev.meander.launcher.bench;

import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run of every chapter on servers of its own; a chapter that fails leaves the others alone. */
final class Bench {

  /** Kept here: the logging framework forgets loggers that nobody holds, and their levels. */
  private static final Logger CLIENT_LOG = Logger.getLogger("org.apache.pulsar");

  /** Events followed to their reads before anything is timed, so that no backlog is left. */
  private static final int SETTLING = 12;

  private static final int SETTLE_ATTEMPTS = 18;

  private final BenchPlan plan;
  private final Path home;
  private final Progress progress;
  private final Report report;
  private final PostedEvents events = new PostedEvents();
  private final int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  @FunctionalInterface
  private interface Chapter {
    void run() throws IOException, InterruptedException;
  }

  Bench(BenchPlan plan, Path home, Progress progress, Report report) {
    this.plan = plan;
    this.home = home;
    this.progress = progress;
    this.report = report;
  }

  /** Fills {@code data}, which the caller deletes. */
  void run(Path data) throws IOException, InterruptedException {
    CLIENT_LOG.setLevel(Level.WARNING);
    tellMachine();
    List<String> people;
    try (var instance = BenchInstance.start(home, data, progress)) {
      chapter(
          "ingest",
          () -> {
            var _ = instance.serve("ingest");
            new IngestChapter(plan, instance, events, report).run(threads);
          });
      chapter("projection", new ProjectionChapter(plan, instance, report)::run);
      people = events.people();
      chapter("start of the service", () -> new StartChapter(plan, report).ofService(instance));
      chapter("backlog of scoring", () -> settle(instance));
      chapter("reads", () -> new ReadsChapter(plan, instance, report).run(people, threads));
      chapter("accepted -> readable", new ReadableChapter(plan, instance, events, report)::run);
      chapter("memory", () -> MemoryChapter.run(instance, report));
      instance.stopService();
      chapter("scoring", new ScoringChapter(plan, events, report)::run);
    }
    chapter(
        "second start of everything",
        () -> new StartChapter(plan, report).ofEverything(home, data, people.getFirst()));
    report.close();
  }

  private void tellMachine() {
    report.chapter(
        "machine",
        String.format(
            Locale.ROOT,
            "%s %s, %d processors, JDK %s; load generator, service and servers all on it",
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version()));
    double load =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    report.line(
        "load average before", load < 0 ? "not told" : String.format(Locale.ROOT, "%.1f", load));
    report.line(
        "rounds",
        "%d after %d to warm up, min / median / max; a ratio is taken within its round"
            .formatted(plan.rounds(), plan.warmUpRounds()));
    report.line(
        "load generator",
        "closed loop on Netty's HTTP codec, %d event loop%s"
            .formatted(threads, threads == 1 ? "" : "s"));
  }

  private void chapter(String title, Chapter chapter) throws InterruptedException {
    progress.line("measuring: " + title);
    try {
      chapter.run();
    } catch (IOException | RuntimeException e) {
      report.failed(title, String.valueOf(e.getMessage()));
    }
  }

  /** Posts a few events for different people and waits until each can be read. */
  private void settle(BenchInstance instance) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (HttpExchange exchange : events.posts(SETTLING, 1)) {
        var event = new FollowedEvent(http, instance.url(), exchange.body());
        FollowedEvent.Accepted accepted = event.post();
        boolean readable = false;
        for (int attempt = 0; attempt < SETTLE_ATTEMPTS && !readable; attempt++) {
          readable = event.awaitReadable(accepted).isPresent();
        }
        if (!readable) {
          throw new BenchException("an event is still not readable; the service has a backlog");
        }
      }
    }
  }
}
