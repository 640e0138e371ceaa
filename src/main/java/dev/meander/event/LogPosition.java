package dev.meander.event;

/**
 * Where an event stands in the log. Positions of one partition are ordered; a person's events share
 * a partition, so any two positions in one person's answers compare.
 *
 * @param partition of the topic, 0 and up; -1 where the topic has none
 * @param ledgerId the broker's ledger
 * @param entryId in the ledger
 * @param batchIndex in the entry; -1 for an entry that is no batch
 */
public record LogPosition(int partition, long ledgerId, long entryId, int batchIndex)
    implements Comparable<LogPosition> {

  /** The opaque text that clients hold; see {@link #parse}. */
  public String encode() {
    return partition + "." + ledgerId + "." + entryId + "." + batchIndex;
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static LogPosition parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("no log position: " + text);
    }
    try {
      return new LogPosition(
          Integer.parseInt(parts[0]),
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Integer.parseInt(parts[3]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no log position: " + text, e);
    }
  }

  /** By partition, then by place in it. */
  @Override
  public int compareTo(LogPosition other) {
    int order = Integer.compare(partition, other.partition);
    if (order == 0) {
      order = Long.compare(ledgerId, other.ledgerId);
    }
    if (order == 0) {
      order = Long.compare(entryId, other.entryId);
    }
    return order != 0 ? order : Integer.compare(batchIndex, other.batchIndex);
  }
}
