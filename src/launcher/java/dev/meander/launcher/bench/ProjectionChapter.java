package dev.meander.launcher.bench;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How fast a waiting backlog becomes profiles in the database. */
final class ProjectionChapter {

  /** Counted once their batch is committed; the sum over outcomes is every event of the log. */
  static final String COUNTER = "meander_projection_events_total";

  private static final int PARTS = 3;
  private static final long POLL_MILLIS = 50;
  private static final double LIMIT_SECONDS = 300;

  private final BenchPlan plan;
  private final BenchInstance instance;
  private final Report report;

  ProjectionChapter(BenchPlan plan, BenchInstance instance, Report report) {
    this.plan = plan;
    this.instance = instance;
    this.report = report;
  }

  void run() throws IOException, InterruptedException {
    report.chapter(
        "projection",
        ("role project alone, a backlog of %,d sample events by 2,000 people; from the first commit"
                + " to the last, told by the service's counter; three thirds of one backlog, the first"
                + " with a cold JVM")
            .formatted(plan.backlog()));
    Drain drain = new Drain();
    try (var watch = new Watch(drain)) {
      double ready = instance.serve("project");
      watch.await();
      report.line("ready after", "%.1f s".formatted(ready));
    }
    List<Double> thirds = drain.rates(PARTS, plan.backlog());
    report.line(
        "first, second, last third",
        "%,.0f / %,.0f / %,.0f events/s".formatted(thirds.get(0), thirds.get(1), thirds.get(2)));
    report.rates("whole backlog", drain.rates(1, plan.backlog()), "events/s");
    report.atLeast("projected events/s", 25_000, Spread.of(thirds), 0);
  }

  /** Looks from before the service starts: a short backlog may be gone when it says ready. */
  private final class Watch implements AutoCloseable {
    private final Drain drain;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread thread;

    Watch(Drain drain) {
      this.drain = drain;
      this.thread = Thread.ofPlatform().name("bench-projection").start(this::look);
    }

    private void look() {
      long begun = System.nanoTime();
      try (var metrics = new ServiceMetrics(instance.url())) {
        while (!closed.get() && drain.last() < plan.backlog()) {
          OptionalDouble count = metrics.sum(COUNTER);
          double seconds = (System.nanoTime() - begun) / 1e9;
          count.ifPresent(value -> drain.add(seconds, value));
          if (seconds > LIMIT_SECONDS) {
            throw new BenchException(
                "%,.0f of %,d events are projected after %.0f s"
                    .formatted(drain.last(), plan.backlog(), seconds));
          }
          Thread.sleep(POLL_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        failure.set(e);
      }
    }

    void await() throws InterruptedException {
      thread.join();
      RuntimeException thrown = failure.get();
      if (thrown != null) {
        throw thrown;
      }
    }

    @Override
    public void close() {
      closed.set(true);
      thread.interrupt();
    }
  }
}
