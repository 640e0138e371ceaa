package dev.meander.ingest;

import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.log.LoggedEvent;
import dev.meander.platform.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the events of one request which are new, and what each is told. Each distinct id of
 * the request is looked up and appended once, whichever of its events comes first; the later ones
 * follow that one. One request passes through one thread after the other.
 */
final class Intake {

  /** One distinct id: its first event, and what becomes of it. */
  private static final class Entry {
    final int index;
    final Candidate.Valid first;
    final SeenKey key;
    final long content;
    @Nullable Seen seen;
    @Nullable LogPosition appended;
    @Nullable String barred;

    Entry(int index, Candidate.Valid first, SeenKey key, long content) {
      this.index = index;
      this.first = first;
      this.key = key;
      this.content = content;
    }
  }

  private final List<Candidate> candidates;
  private final @Nullable Entry[] entryOf;
  private final boolean[] other;
  private final List<Entry> entries;
  private final List<Entry> fresh;
  private final long request;

  /**
   * @param idempotencyKey of the request; null for none
   */
  Intake(List<Candidate> candidates, @Nullable String idempotencyKey) {
    this.candidates = candidates;
    this.entryOf = new Entry[candidates.size()];
    this.other = new boolean[candidates.size()];
    this.entries = new ArrayList<>(candidates.size());
    this.fresh = new ArrayList<>(candidates.size());
    Fingerprints hashes = new Fingerprints();
    this.request = idempotencyKey == null ? Fingerprints.NONE : hashes.request(idempotencyKey);
    Map<SeenKey, Entry> distinct = new HashMap<>(2 * candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i) instanceof Candidate.Valid valid) {
        SeenKey key = hashes.key(valid.event().envelope());
        Entry known = distinct.get(key);
        if (known == null) {
          known = new Entry(i, valid, key, hashes.content(valid.event().wire()));
          distinct.put(key, known);
          entries.add(known);
        } else {
          other[i] = !Arrays.equals(known.first.event().wire(), valid.event().wire());
        }
        entryOf[i] = known;
      }
    }
  }

  /** The distinct ids, in the order of the request. */
  List<SeenKey> keys() {
    return entries.stream().map(entry -> entry.key).toList();
  }

  /**
   * Takes what is remembered, and says what is left for the log.
   *
   * @param found in the order of {@link #keys}
   */
  List<LoggedEvent.Decoded> unknown(List<@Nullable Seen> found) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      entry.seen = found.get(i);
      if (entry.seen == null) {
        fresh.add(entry);
      }
    }
    return left();
  }

  private List<LoggedEvent.Decoded> left() {
    return fresh.stream().map(entry -> entry.first.event()).toList();
  }

  /**
   * Takes out what may not come into the log, and says what is left for it.
   *
   * @param people of whom nothing is taken now
   */
  List<LoggedEvent.Decoded> without(Set<PersonId> people) {
    if (!people.isEmpty()) {
      fresh.forEach(entry -> entry.barred = barred(entry.first.event().envelope(), people));
      fresh.removeIf(entry -> entry.barred != null);
    }
    return left();
  }

  /** Where the event names one of them; null where it does not. */
  private static @Nullable String barred(EventEnvelope envelope, Set<PersonId> people) {
    if (people.contains(envelope.personId())) {
      return "/personId";
    }
    return envelope.event() instanceof PersonMerged(PersonId member, boolean _)
            && people.contains(member)
        ? "/member"
        : null;
  }

  /**
   * Takes what the log said, and says what has to be remembered.
   *
   * @param positions in the order of {@link #without}; null for what is not known to be stored
   */
  Map<SeenKey, Seen> stored(List<? extends @Nullable LogPosition> positions) {
    Map<SeenKey, Seen> marks = LinkedHashMap.newLinkedHashMap(fresh.size());
    for (int i = 0; i < fresh.size(); i++) {
      LogPosition position = positions.get(i);
      if (position != null) {
        Entry entry = fresh.get(i);
        entry.appended = position;
        marks.put(entry.key, new Seen(entry.content, request, position));
      }
    }
    return Collections.unmodifiableMap(marks);
  }

  /** One outcome for each event, once all of them are in the log. */
  List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      outcomes.add(
          switch (candidates.get(i)) {
            case Candidate.Refused(var reason, var eventId, var errors) ->
                new Outcome.Refused(reason, eventId, errors);
            case Candidate.Valid valid -> outcome(i, valid);
          });
    }
    return outcomes;
  }

  private Outcome outcome(int index, Candidate.Valid valid) {
    Entry entry = entryOf[index];
    if (entry == null) {
      throw new IllegalStateException("an event that was never looked up");
    }
    String eventId = valid.event().envelope().eventId().value();
    Seen seen = entry.seen;
    if (other[index] || (seen != null && seen.content() != entry.content)) {
      return new Outcome.Refused(
          RefusalReason.CONFLICT,
          eventId,
          List.of(
              new FieldError(
                  valid.idPointer(),
                  "is the id of an event with other content: " + Shown.of(eventId))));
    }
    if (entry.barred != null) {
      return new Outcome.Refused(
          RefusalReason.ERASURE,
          eventId,
          List.of(
              new FieldError(
                  entry.barred,
                  "is being erased; events are taken again, as a new person's, once that is"
                      + " done")));
    }
    boolean first = entry.index == index;
    if (seen != null) {
      // The same request again: its client has to be told what it was told, or should have been.
      return first && request != Fingerprints.NONE && seen.request() == request
          ? new Outcome.Accepted(eventId, seen.position())
          : new Outcome.Duplicate(eventId, seen.position());
    }
    LogPosition position = entry.appended;
    if (position == null) {
      throw new IllegalStateException("an event that the log did not answer for");
    }
    return first
        ? new Outcome.Accepted(eventId, position)
        : new Outcome.Duplicate(eventId, position);
  }
}
