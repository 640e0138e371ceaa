package dev.meander.launcher.chaos;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.interest.DayCell;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account, made up: what the read model has to hold for every person, by the same pure fold but
 * from the events as they were sent, and in one pass that no failure can touch. Used by one thread.
 */
final class Audit {

  /** What one person did, by the account. */
  private static final class Account {
    final Map<LocalDate, DayCell> days = new TreeMap<>();
    final Map<LocalDate, List<EventEnvelope>> events = new TreeMap<>();
    final Map<String, Integer> counts = new TreeMap<>();
    LogPosition newest = new LogPosition(-1, -1, -1, -1);
  }

  private final Map<String, Account> people = new TreeMap<>();
  private int lost;
  private int doubled;
  private int reordered;

  private Audit() {}

  /** Makes the stream's events again; every one of the ledger has to be acknowledged. */
  static Audit of(SampleSettings shop, Ledger ledger) {
    Audit audit = new Audit();
    var stream = new SampleStream(shop);
    for (int number = 0; number < ledger.sent(); number++) {
      LogPosition position = ledger.position(number);
      EventEnvelope event = stream.next();
      if (position != null) {
        audit.add(event, position);
      }
    }
    return audit;
  }

  private void add(EventEnvelope event, LogPosition position) {
    Account account = people.computeIfAbsent(event.personId().value(), _ -> new Account());
    LocalDate day = DayCell.dayOf(event);
    account.days.compute(day, (_, cell) -> (cell == null ? DayCell.empty(day) : cell).fold(event));
    account.events.computeIfAbsent(day, _ -> new ArrayList<>()).add(event);
    account.counts.merge(event.kind().wireName(), 1, Integer::sum);
    // A person's events went out one request after the other: their places have to rise.
    if (position.compareTo(account.newest) <= 0) {
      reordered++;
    }
    account.newest = position;
  }

  List<String> people() {
    return List.copyOf(people.keySet());
  }

  /** Where the person's newest event stands: its newest copy, where it stands there twice. */
  LogPosition newest(String person) {
    return account(person).newest;
  }

  /**
   * Compares what the tables hold with the account.
   *
   * @param stored every cell of every person
   */
  void compareCells(Map<String, Map<LocalDate, DayCell>> stored) {
    people.forEach(
        (person, account) -> {
          Map<LocalDate, DayCell> cells = stored.getOrDefault(person, Map.of());
          account.days.forEach(
              (day, expected) ->
                  compare(
                      cells.getOrDefault(day, DayCell.empty(day)),
                      expected,
                      account.events.getOrDefault(day, List.of())));
        });
    // Days and people that the account knows nothing of.
    stored.forEach(
        (person, cells) ->
            cells.forEach(
                (day, cell) -> {
                  Account account = people.get(person);
                  if (account == null || !account.days.containsKey(day)) {
                    doubled += cell.eventCount();
                  }
                }));
  }

  private void compare(DayCell cell, DayCell expected, List<EventEnvelope> events) {
    int missing = 0;
    for (EventEnvelope event : events) {
      // A cell that holds an event does not change by it.
      if (!cell.fold(event).equals(cell)) {
        missing++;
      }
    }
    int found = expected.eventCount() - missing;
    lost += missing;
    doubled += Math.max(0, cell.eventCount() - found);
    if (missing == 0 && cell.eventCount() == expected.eventCount() && !cell.equals(expected)) {
      reordered++;
    }
  }

  /** Compares the counts of an answer with the account. */
  void compareCounts(String person, Map<String, Integer> answered) {
    Map<String, Integer> more = new HashMap<>(answered);
    account(person).counts.forEach((kind, count) -> more.merge(kind, -count, Integer::sum));
    more.values()
        .forEach(
            difference -> {
              doubled += Math.max(0, difference);
              lost += Math.max(0, -difference);
            });
  }

  private Account account(String person) {
    Account account = people.get(person);
    if (account == null) {
      throw new IllegalArgumentException("nobody of the account: " + person);
    }
    return account;
  }

  Verdict verdict(int kills, Ledger ledger, List<String> faults) {
    return new Verdict(
        kills,
        ledger.acknowledged(),
        lost,
        doubled,
        reordered,
        faults.stream().sorted(Comparator.naturalOrder()).toList());
  }
}
