package dev.meander.event;

/**
 * Identifies an article of the shop's catalogue.
 *
 * @param value 1 to 256 characters, none of them a control character or a lone surrogate
 */
public record ItemId(String value) implements Comparable<ItemId> {

  /** Longest value, in UTF-16 code units. */
  public static final int MAX_LENGTH = 256;

  public ItemId {
    IdText.check("ItemId", value, MAX_LENGTH);
  }

  @Override
  public int compareTo(ItemId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
