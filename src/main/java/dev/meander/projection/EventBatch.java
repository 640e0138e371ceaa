package dev.meander.projection;

import java.util.List;

/**
 * A stretch of the log: of each partition a run without gaps, in the log's order.
 *
 * @param events what can be folded
 * @param deadLetters what cannot
 */
public record EventBatch(List<PositionedEvent> events, List<DeadLetter> deadLetters) {
  public EventBatch {
    events = List.copyOf(events);
    deadLetters = List.copyOf(deadLetters);
  }
}
