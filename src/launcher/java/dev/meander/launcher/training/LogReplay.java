package dev.meander.launcher.training;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.ShopPopularity;
import dev.meander.interest.Visits;
import dev.meander.launcher.training.PersonReplay.Waiting;
import dev.meander.scoring.TrainingExample;
import dev.meander.scoring.TrainingOutcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes a log, in order of time, and writes examples at sampled events: each as of that event, as
 * a page view would see it. Memory grows with people and categories, not with events.
 */
final class LogReplay {
  private static final int POPULAR = 200;

  /** How many events may pass before the shop's popularity is summed again. */
  private static final int POPULARITY_EVENTS = 1_000;

  private final TrainingSet set;
  private final int every;
  private final int mostWaiting;
  private final Map<PersonId, PersonReplay> people = new HashMap<>();
  private final Map<CategoryPath, Long> visits = new HashMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private ShopPopularity popularity = ShopPopularity.NONE;
  private long allVisits;
  private long events;
  private long skipped;
  private long newest = Long.MIN_VALUE;

  /**
   * @param every one event in so many is sampled, by a hash of its id
   * @param mostWaiting most examples of one person that wait for an outcome, so that a robot does
   *     not fill the set
   */
  LogReplay(TrainingSet set, int every, int mostWaiting) {
    this.set = set;
    this.every = every;
    this.mostWaiting = mostWaiting;
  }

  void take(EventEnvelope event) throws IOException {
    long at = event.occurredAt().toEpochMilli();
    newest = Math.max(newest, at);
    settle(newest);
    PersonReplay person =
        people.computeIfAbsent(event.personId(), absent -> new PersonReplay(event, people.size()));
    if (!person.take(event)) {
      skipped++;
      return;
    }
    for (CategoryPath category : Visits.of(event.event())) {
      visits.merge(category, 1L, Long::sum);
      allVisits++;
    }
    if (events++ % POPULARITY_EVENTS == 0) {
      popularity = summed();
    }
    if (Math.floorMod(mixed(event.eventId().value()), every) == 0
        && person.waiting() < mostWaiting) {
      TrainingExample example = TrainingExample.of(person.profile(), popularity);
      set.add(example, person.number, at);
      waiting.add(person.await(new TrainingOutcome(example, event.occurredAt())));
    }
  }

  private void settle(long millis) throws IOException {
    while (!waiting.isEmpty() && waiting.getFirst().outcome.after(TrainingOutcome.DAYS) < millis) {
      Waiting done = waiting.removeFirst();
      done.noteUntil(millis);
      done.person.settled(done);
      set.add(done.outcome);
    }
  }

  private ShopPopularity summed() {
    List<CategoryShare> shares =
        visits.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<CategoryPath, Long> entry) -> -entry.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(POPULAR)
            .map(entry -> new CategoryShare(entry.getKey(), (double) entry.getValue() / allVisits))
            .toList();
    return new ShopPopularity(shares);
  }

  /** Spreads the bits of a string's hash (the finaliser of MurmurHash3). */
  private static int mixed(String text) {
    int hash = text.hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  /** Events folded. */
  long events() {
    return events;
  }

  /** Events that the fold did not take: repeated, or late by more than a day's end. */
  long skipped() {
    return skipped;
  }

  int people() {
    return people.size();
  }
}
