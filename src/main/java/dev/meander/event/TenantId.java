package dev.meander.event;

/**
 * Identifies the shop that an event belongs to; part of every key, topic, table row and cache
 * entry.
 *
 * @param value 1 to 64 characters, none of them a control character or a lone surrogate
 */
public record TenantId(String value) implements Comparable<TenantId> {

  /** Longest value, in UTF-16 code units. */
  public static final int MAX_LENGTH = 64;

  public TenantId {
    IdText.check("TenantId", value, MAX_LENGTH);
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
