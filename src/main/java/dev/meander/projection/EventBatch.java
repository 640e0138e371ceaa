package dev.meander.projection;

import java.util.List;

/**
 * A stretch of the log: of each partition a run without gaps, in the log's order.
 *
 * @param events what can be folded
 * @param deadLetters what cannot
 * @param erased what nobody can read any more
 * @param decisions about what was put aside
 * @param erasures who is to be forgotten; of a partition's events none comes before theirs
 * @param parked what is put aside of the people whom the decisions are about, as it is before this
 *     batch
 */
public record EventBatch(
    List<PositionedEvent> events,
    List<DeadLetter> deadLetters,
    List<ErasedEntry> erased,
    List<ParkingDecision> decisions,
    List<PersonErasure> erasures,
    List<ParkedEntry> parked) {
  public EventBatch {
    events = List.copyOf(events);
    deadLetters = List.copyOf(deadLetters);
    erased = List.copyOf(erased);
    decisions = List.copyOf(decisions);
    erasures = List.copyOf(erasures);
    parked = List.copyOf(parked);
  }

  /** A stretch of nothing but events. */
  public static EventBatch of(List<PositionedEvent> events) {
    return new EventBatch(events, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** How many entries of the log it is. */
  public int size() {
    return events.size() + deadLetters.size() + erased.size() + decisions.size() + erasures.size();
  }

  /** The same stretch, with what its decisions are about. */
  public EventBatch about(List<ParkedEntry> put) {
    return new EventBatch(events, deadLetters, erased, decisions, erasures, put);
  }

  /** The same stretch, with the people to forget named. */
  public EventBatch forgetting(List<PersonErasure> named) {
    return new EventBatch(events, deadLetters, erased, decisions, named, parked);
  }
}
