package dev.meander.launcher.chaos;

import dev.meander.event.TenantId;
import dev.meander.launcher.durability.LiveInstance;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.sample.SampleSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Load, blows and reckoning; see the package. Used by one thread; whoever starts it closes it. */
public final class Chaos implements AutoCloseable {

  private static final int PEOPLE = 200;
  private static final Duration SETTLED = Duration.ofMinutes(2);
  private static final Duration WARM_UP = Duration.ofMinutes(1);

  private final Plan plan;
  private final Consumer<String> progress;
  private final LiveInstance instance;
  private final SampleSettings shop;
  private final Ledger ledger = new Ledger();
  private final Times times = new Times();
  private final People people;

  /**
   * What to do.
   *
   * @param kills by SIGKILL
   * @param seed of victims, moments and the stream of events
   * @param rate events per second
   * @param patience until the answers have to have caught up with a blow
   */
  public record Plan(int kills, long seed, int rate, Duration patience) {}

  private Chaos(Plan plan, Consumer<String> progress, LiveInstance instance) {
    this.plan = plan;
    this.progress = progress;
    this.instance = instance;
    this.shop =
        new SampleSettings(
            new TenantId(Rebuild.TENANT), PEOPLE, 3650, plan.seed(), LocalDate.of(2020, 1, 1));
    this.people = new People(instance.url());
  }

  /** Starts servers and service on the settings' folder, which should be a fresh one. */
  public static Chaos start(ServerSettings settings, Plan plan, Consumer<String> progress)
      throws IOException, InterruptedException {
    LiveInstance instance = LiveInstance.start(settings, progress);
    try {
      instance.serve(Map.of());
      return new Chaos(plan, progress, instance);
    } catch (IOException | InterruptedException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  /**
   * Runs the whole of it.
   *
   * @throws IOException when something does not recover by itself
   */
  public Verdict run() throws IOException, InterruptedException, SQLException {
    try (Load load = Load.start(instance.url(), ledger, shop, plan.rate());
        Follower follower = Follower.start(ledger, people)) {
      follower.awaitCaughtUp(System.nanoTime(), WARM_UP);
      List<Strike> strikes = Strike.plan(plan.kills(), plan.seed());
      Arena arena = new Arena(instance, Map.of());
      int killed = 0;
      for (Strike strike : strikes) {
        killed += strike.kills();
        Times.Taken taken = suffer(arena, strike, follower);
        times.add(strike, taken);
        progress.accept(
            "%d of %d kills: %-20s %s  %,d acknowledged"
                .formatted(killed, plan.kills(), strike.kind(), taken, ledger.acknowledged()));
        Thread.sleep(strike.calmMillis());
      }
      load.finish(SETTLED);
    }
    return new Reckoning(instance, people, shop, progress).of(ledger, plan.kills());
  }

  private Times.Taken suffer(Arena arena, Strike strike, Follower follower)
      throws IOException, InterruptedException {
    ledger.writes().begin();
    follower.reads().begin();
    long begun = System.nanoTime();
    arena.strike(strike);
    long back = System.nanoTime();
    follower.awaitCaughtUp(back, plan.patience());
    return new Times.Taken(
        Duration.ofNanos(back - begun),
        ledger.writes().longest(),
        follower.reads().longest(),
        Duration.ofNanos(System.nanoTime() - back));
  }

  /** Longest unavailability and catch-up, by kind of strike. */
  public String times() {
    return times + "\nanswers to requests     " + ledger.answers();
  }

  @Override
  public void close() {
    people.close();
    instance.close();
  }
}
