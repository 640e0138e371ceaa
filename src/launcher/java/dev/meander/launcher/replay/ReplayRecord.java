package dev.meander.launcher.replay;

/** One entry of a source, in the source's order. */
public sealed interface ReplayRecord {

  /** Where a person finds it: the line of a file from 1, or the number of a generated event. */
  long line();

  /**
   * An event to send.
   *
   * @param personId decides the lane, so that one person's events stay in order
   * @param json one wire event without line breaks
   */
  record Event(long line, String personId, String json) implements ReplayRecord {}

  /** An entry that is no event; counted as refused without troubling the service. */
  record Unreadable(long line, String reason) implements ReplayRecord {}
}
