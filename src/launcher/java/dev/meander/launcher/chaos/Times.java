package dev.meander.launcher.chaos;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How long things took, the longest of each kind of strike. Used by one thread. */
final class Times {

  /**
   * One strike.
   *
   * @param down from the blow until the victim ran again
   * @param writes the longest time without an acknowledged event
   * @param reads the longest time without an answered read
   * @param catchUp from when the victim ran again until what was acknowledged was readable at once
   */
  record Taken(Duration down, Duration writes, Duration reads, Duration catchUp) {

    Taken longest(Taken other) {
      return new Taken(
          longest(other, one -> one.down.toNanos()),
          longest(other, one -> one.writes.toNanos()),
          longest(other, one -> one.reads.toNanos()),
          longest(other, one -> one.catchUp.toNanos()));
    }

    private Duration longest(Taken other, ToLongFunction<Taken> nanos) {
      return Duration.ofNanos(Math.max(nanos.applyAsLong(this), nanos.applyAsLong(other)));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%8.2f %8.2f %8.2f %9.2f",
          down.toMillis() / 1e3,
          writes.toMillis() / 1e3,
          reads.toMillis() / 1e3,
          catchUp.toMillis() / 1e3);
    }
  }

  private final Map<String, Integer> strikes = new TreeMap<>();
  private final Map<String, Taken> longest = new TreeMap<>();

  void add(Strike strike, Taken taken) {
    strikes.merge(strike.kind(), 1, Integer::sum);
    longest.merge(strike.kind(), taken, Taken::longest);
  }

  /** A table, a line for each kind of strike. */
  @Override
  public String toString() {
    var table =
        new StringBuilder("longest, in seconds    times     down   writes    reads  catch-up\n");
    longest.forEach(
        (kind, taken) -> table.append("%-22s %5d %s%n".formatted(kind, strikes.get(kind), taken)));
    return table.toString().stripTrailing();
  }
}
