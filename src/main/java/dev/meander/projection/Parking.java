package dev.meander.projection;

import dev.meander.projection.BatchPlan.PersonPart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds a planned batch and puts aside what cannot be folded. Whoever has nothing to do with that
 * is folded at once; everybody else goes entry by entry, in a {@link Lane}. Pure.
 */
final class Parking {

  private final BatchPlan plan;
  private final Map<ParkedKey, ParkedPerson> held;
  private final TrialFold trial;
  private final ParkedRows rows;
  private final SortedMap<ParkedKey, Lane> lanes = new TreeMap<>();

  /** What of each lane the batch holds, in the order of the log. */
  private final Map<ParkedKey, NavigableMap<dev.meander.event.LogPosition, Runnable>> entries =
      new TreeMap<>();

  private Parking(
      BatchPlan plan, Map<ParkedKey, ParkedPerson> held, TrialFold trial, ParkedRows rows) {
    this.plan = plan;
    this.held = held;
    this.trial = trial;
    this.rows = rows;
  }

  /**
   * @param held who is held up already, of those in the batch
   * @param rows takes in what changes about what is put aside
   */
  static BatchFold fold(
      BatchPlan plan, Map<ParkedKey, ParkedPerson> held, TrialFold trial, ParkedRows rows) {
    BatchFold fold = new BatchFold();
    Parking parking = new Parking(plan, held, trial, rows);
    Set<ParkedKey> concerned = parking.concerned();
    plan.people()
        .forEach(
            (key, part) -> {
              ParkedKey lane = laneOf(key, part, concerned);
              if (lane == null) {
                lane = parking.folded(fold, key, part);
              }
              if (lane != null) {
                parking.add(lane, part);
              }
            });
    parking.addRest();
    parking.run(fold);
    return fold;
  }

  private Set<ParkedKey> concerned() {
    Set<ParkedKey> concerned = new HashSet<>(held.keySet());
    plan.deadLetters().forEach(letter -> concerned.add(ParkedKey.of(letter)));
    plan.decisions().forEach(decision -> concerned.add(ParkedKey.of(decision)));
    concerned.removeIf(key -> !key.holds());
    return concerned;
  }

  /** An event was keyed by the person's id once, and by a pseudonym since. */
  private static @Nullable ParkedKey laneOf(
      PersonKey key, PersonPart part, Set<ParkedKey> concerned) {
    if (concerned.isEmpty()) {
      return null;
    }
    for (PositionedEvent event : part.events()) {
      ParkedKey lane = ParkedKey.of(part.partition(), event.key());
      if (concerned.contains(lane)) {
        return lane;
      }
    }
    ParkedKey byId = new ParkedKey(part.partition(), key.personId().value());
    return !part.events().isEmpty() && concerned.contains(byId) ? byId : null;
  }

  /** The lane of a person whose events do not all fold; null where they do. */
  private @Nullable ParkedKey folded(BatchFold fold, PersonKey key, PersonPart part) {
    PersonFold person;
    try {
      person = trial.fold(key, part);
    } catch (RuntimeException e) {
      return ParkedKey.of(part.partition(), part.events().getFirst().key());
    }
    fold.gather(key, part.partition(), person);
    return null;
  }

  private void add(ParkedKey lane, PersonPart part) {
    Lane entered = lane(lane);
    for (PositionedEvent event : part.events()) {
      entries(lane).put(event.position(), () -> entered.event(event));
    }
  }

  private void addRest() {
    for (DeadLetter letter : plan.deadLetters()) {
      Lane entered = lane(ParkedKey.of(letter));
      entries(ParkedKey.of(letter)).put(letter.position(), () -> entered.letter(letter));
    }
    for (ParkingDecision decision : plan.decisions()) {
      Lane entered = lane(ParkedKey.of(decision));
      entries(ParkedKey.of(decision)).put(decision.position(), () -> entered.decide(decision));
    }
    if (!plan.decisions().isEmpty()) {
      for (ParkedEntry entry : plan.parked()) {
        Lane entered = lanes.get(ParkedKey.of(entry.letter()));
        if (entered != null) {
          entered.parked(entry);
        }
      }
    }
  }

  private Lane lane(ParkedKey key) {
    return lanes.computeIfAbsent(key, one -> new Lane(one, held.get(one), trial, rows));
  }

  private NavigableMap<dev.meander.event.LogPosition, Runnable> entries(ParkedKey key) {
    return entries.computeIfAbsent(key, one -> new TreeMap<>());
  }

  private void run(BatchFold fold) {
    List<PositionedEvent> released = new ArrayList<>();
    lanes.forEach(
        (key, lane) -> {
          entries(key).values().forEach(Runnable::run);
          released.addAll(lane.finish());
        });
    TrialFold.byPerson(released, List.of())
        .forEach((key, part) -> fold.gather(key, part.partition(), trial.fold(key, part)));
  }
}
