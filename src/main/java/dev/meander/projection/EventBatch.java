package dev.meander.projection;

import java.util.List;

/**
 * A stretch of the log: of each partition a run without gaps, in the log's order.
 *
 * @param events what can be folded
 * @param deadLetters what cannot
 * @param erased what nobody can read any more
 */
public record EventBatch(
    List<PositionedEvent> events, List<DeadLetter> deadLetters, List<ErasedEntry> erased) {
  public EventBatch {
    events = List.copyOf(events);
    deadLetters = List.copyOf(deadLetters);
    erased = List.copyOf(erased);
  }
}
