package dev.meander.launcher.importing;

import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.Money;
import dev.meander.ingest.importing.Imported;
import dev.meander.launcher.replay.ReplayRecord;
import dev.meander.launcher.sample.WireForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Counts what an import made of a source, and tells of the first entries that it can't read. */
public final class Tally {

  /** Malformed entries told one by one; the rest is counted. */
  private static final int TOLD = 20;

  /** What importers mark in the context, and what it means. */
  private static final Map<String, String> MARKS =
      Map.of("bot", "of robots", "unmatched", "without their purchase");

  private final Consumer<String> teller;
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Trade> trade = new TreeMap<>();
  private long entries;
  private long malformed;

  /**
   * @param teller takes a line for a person to read
   */
  public Tally(Consumer<String> teller) {
    this.teller = teller;
  }

  /**
   * Takes an entry's meaning.
   *
   * @param line under which the entry's events are refused, if they are
   * @param place names the entry where it is malformed
   * @return what there is to send
   */
  List<ReplayRecord> take(Imported meaning, long line, Supplier<String> place) {
    entries++;
    return switch (meaning) {
      case Imported.Malformed(String reason) -> {
        malformed(place.get(), reason);
        yield List.of();
      }
      case Imported.LeftOut(String reason) -> {
        leftOut.merge(reason, 1L, Long::sum);
        yield List.of();
      }
      case Imported.Events(List<EventEnvelope> found) -> {
        List<ReplayRecord> records = new ArrayList<>(found.size());
        for (EventEnvelope event : found) {
          count(event);
          records.add(new ReplayRecord.Event(line, event.personId().value(), WireForm.line(event)));
        }
        yield records;
      }
    };
  }

  private void count(EventEnvelope event) {
    String kind = event.kind().wireName();
    events.merge(kind, 1L, Long::sum);
    trade(kind, event);
    MARKS.forEach(
        (mark, meaning) -> {
          if (event.context().containsKey(mark)) {
            events.merge(kind + ' ' + meaning, 1L, Long::sum);
            trade(kind + ' ' + meaning, event);
          }
        });
  }

  private void trade(String name, EventEnvelope event) {
    if (event.event() instanceof ItemPurchased(Item _, int quantity, Money money)) {
      trade.computeIfAbsent(name, _ -> new Trade()).add(quantity, money);
    } else if (event.event() instanceof ItemReturned(Item _, int quantity, Money money)) {
      trade.computeIfAbsent(name, _ -> new Trade()).add(quantity, money);
    }
  }

  private void malformed(String place, String reason) {
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
      teller.accept("malformed: %d more".formatted(malformed - TOLD));
    }
    teller.accept("entries: %d".formatted(entries));
    events.forEach(
        (kind, count) -> {
          Trade sums = trade.get(kind);
          String traded = sums == null ? "" : " (" + sums + ")";
          teller.accept("events %s: %d%s".formatted(kind, count, traded));
        });
    leftOut.forEach(
        (reason, count) -> teller.accept("entries left out, %s: %d".formatted(reason, count)));
  }
}
