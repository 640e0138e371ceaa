package dev.meander.event;

/**
 * Identifies the client's own id of an event; a retry carries the same.
 *
 * @param value 1 to 256 characters, none of them a control character or a lone surrogate
 */
public record EventId(String value) implements Comparable<EventId> {

  /** Longest value, in UTF-16 code units. */
  public static final int MAX_LENGTH = 256;

  public EventId {
    IdText.check("EventId", value, MAX_LENGTH);
  }

  @Override
  public int compareTo(EventId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
