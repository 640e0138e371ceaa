package dev.meander.launcher.importing;

import dev.meander.event.EventEnvelope;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts what an import made of a source, and tells of the first entries that it can't read. */
public final class Tally {

  /** Malformed entries told one by one; the rest is counted. */
  private static final int TOLD = 20;

  private final Consumer<String> teller;
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, Long> kinds = new TreeMap<>();
  private long entries;
  private long malformed;
  private long bots;

  /**
   * @param teller takes a line for a person to read
   */
  public Tally(Consumer<String> teller) {
    this.teller = teller;
  }

  void entry() {
    entries++;
  }

  void event(EventEnvelope event) {
    kinds.merge(event.kind().wireName(), 1L, Long::sum);
    if (event.context().containsKey("bot")) {
      bots++;
    }
  }

  void leftOut(String reason) {
    leftOut.merge(reason, 1L, Long::sum);
  }

  void malformed(String place, String reason) {
    malformed++;
    if (malformed <= TOLD) {
      teller.accept("malformed %s: %s".formatted(place, reason));
    }
  }

  /** Entries that could not be read. */
  public long malformed() {
    return malformed;
  }

  /** One line for each thing counted. */
  public void tell() {
    if (malformed > TOLD) {
      teller.accept("malformed: %,d more".formatted(malformed - TOLD));
    }
    teller.accept("entries: %,d".formatted(entries));
    kinds.forEach((kind, count) -> teller.accept("events %s: %,d".formatted(kind, count)));
    if (bots > 0) {
      teller.accept("events marked as a robot's: %,d".formatted(bots));
    }
    leftOut.forEach(
        (reason, count) -> teller.accept("entries left out, %s: %,d".formatted(reason, count)));
  }
}
