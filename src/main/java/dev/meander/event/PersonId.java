package dev.meander.event;

/**
 * Identifies the shopper, as the client knows them (anonymous or known).
 *
 * @param value 1 to 256 characters, none of them a control character or a lone surrogate
 */
public record PersonId(String value) implements Comparable<PersonId> {

  /** Longest value, in UTF-16 code units. */
  public static final int MAX_LENGTH = 256;

  public PersonId {
    IdText.check("PersonId", value, MAX_LENGTH);
  }

  @Override
  public int compareTo(PersonId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
