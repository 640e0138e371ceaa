package dev.meander.launcher.chaos;

import dev.meander.event.TenantId;
import dev.meander.launcher.bench.FullCollection;
import dev.meander.launcher.bench.ServiceMetrics;
import dev.meander.launcher.durability.LiveInstance;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.sample.SampleSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Load on an instance whose disk fills up until the broker takes no more writes, and is emptied
 * again. Used by one thread; whoever starts it closes it.
 */
public final class FullDisk implements AutoCloseable {

  private static final int PEOPLE = 200;

  /** What may be alive on top of what was before: requests under way and what was read ahead. */
  private static final double MORE_HEAP = 128;

  /** What an instance under a small load writes in some minutes stays below. */
  private static final long ROOM = 1L << 30;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Plan plan;
  private final Consumer<String> progress;
  private final LiveInstance instance;
  private final Filler filler;
  private final ServiceMetrics metrics;
  private final Readiness readiness;
  private final People people;
  private final Ledger ledger = new Ledger();
  private final SampleSettings shop;
  private final List<String> faults = new ArrayList<>();

  /**
   * What to do.
   *
   * @param times the disk is filled
   * @param seconds it stays full, from the first refusals on
   * @param rate events per second
   */
  public record Plan(int times, int seconds, long seed, int rate) {}

  /**
   * How it ended.
   *
   * @param heap largest live heap of the service while the disk was full, MiB
   */
  public record Outcome(int times, double heap, Verdict verdict) {

    /** The last line of the command. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "full=%d acknowledged=%d lost=%d doubled=%d reordered=%d heap=%.0f",
          times,
          verdict.acknowledged(),
          verdict.lost(),
          verdict.doubled(),
          verdict.reordered(),
          heap);
    }
  }

  private FullDisk(Plan plan, Consumer<String> progress, LiveInstance instance, Filler filler) {
    this.plan = plan;
    this.progress = progress;
    this.instance = instance;
    this.filler = filler;
    this.metrics = new ServiceMetrics(instance.url());
    this.readiness = new Readiness(instance.url());
    this.people = new People(instance.url());
    this.shop =
        new SampleSettings(
            new TenantId(Rebuild.TENANT), PEOPLE, 3650, plan.seed(), LocalDate.of(2020, 1, 1));
  }

  /**
   * Starts servers and service on the settings' folder, which should be a fresh one on a file
   * system where nobody else writes much.
   *
   * @throws IOException when that has no room
   */
  public static FullDisk start(ServerSettings settings, Plan plan, Consumer<String> progress)
      throws IOException, InterruptedException {
    Filler filler = Filler.in(settings.data(), ROOM);
    ServerSettings limited = settings.withSizes(settings.sizes().withFullDisk(filler.limit()));
    LiveInstance instance = LiveInstance.start(limited, progress);
    try {
      instance.serve(Map.of());
      return new FullDisk(plan, progress, instance, filler);
    } catch (IOException | InterruptedException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  /**
   * Runs the whole of it.
   *
   * @throws IOException when the broker never refuses, or something does not recover by itself
   */
  public Outcome run() throws IOException, InterruptedException, SQLException {
    double largest = 0;
    try (Load load = Load.start(instance.url(), ledger, shop, plan.rate());
        Follower follower = Follower.start(ledger, people)) {
      follower.awaitCaughtUp(System.nanoTime(), PATIENCE);
      for (int time = 1; time <= plan.times(); time++) {
        largest = Math.max(largest, full(follower));
      }
      load.finish(PATIENCE);
    } finally {
      filler.empty();
    }
    Verdict verdict = new Reckoning(instance, people, shop, progress).of(ledger, 0);
    return new Outcome(plan.times(), largest, with(verdict));
  }

  private Verdict with(Verdict verdict) {
    List<String> all = new ArrayList<>(faults);
    all.addAll(verdict.faults());
    return new Verdict(
        0, verdict.acknowledged(), verdict.lost(), verdict.doubled(), verdict.reordered(), all);
  }

  /** Live heap while the disk was full. */
  private double full(Follower follower) throws IOException, InterruptedException {
    double before = liveHeap();
    ledger.writes().begin();
    filler.fill();
    await("the broker to refuse", () -> ledger.writes().longest().compareTo(SILENCE) > 0);
    long refused = System.nanoTime();
    await("the readiness to tell", () -> !readiness.down().isEmpty());
    progress.accept("full: not ready are " + readiness.down());
    Thread.sleep(Duration.ofSeconds(plan.seconds()));
    List<String> down = readiness.down();
    if (down.isEmpty()) {
      faults.add("the readiness says that all is well while nothing can be written");
    }
    double heap = liveHeap();
    if (heap > before + MORE_HEAP) {
      faults.add("the live heap grew from %.0f to %.0f MiB".formatted(before, heap));
    }
    filler.empty();
    long emptied = System.nanoTime();
    follower.awaitCaughtUp(emptied, PATIENCE);
    await("the readiness to be well", () -> readiness.down().isEmpty());
    progress.accept(
        "full for %.1f s, not ready then %s; %.1f s until what is written is read; %.1f s without a write; live heap %.0f, %.0f, %.0f MiB; answers %s"
            .formatted(
                (emptied - refused) / 1e9,
                down,
                (System.nanoTime() - emptied) / 1e9,
                ledger.writes().longest().toMillis() / 1e3,
                before,
                heap,
                liveHeap(),
                ledger.answers()));
    return heap;
  }

  private double liveHeap() throws IOException, InterruptedException {
    FullCollection.of(instance.service());
    return metrics.heap();
  }

  private static void await(String what, BooleanSupplier holds)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("after " + PATIENCE.toSeconds() + " s still waiting for " + what);
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  @Override
  public void close() {
    metrics.close();
    readiness.close();
    people.close();
    instance.close();
  }
}
