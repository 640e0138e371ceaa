package dev.meander.projection;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Under whose name entries of one partition are put aside: the key of their messages. Ordered, so
 * that all writers lock rows in the same order.
 *
 * @param key empty where messages have none; those belong to nobody and hold nobody up
 */
record ParkedKey(LogPartition partition, String key) implements Comparable<ParkedKey> {

  private static final Comparator<ParkedKey> ORDER =
      Comparator.comparing(ParkedKey::partition).thenComparing(ParkedKey::key);

  static ParkedKey of(LogPartition partition, @Nullable String key) {
    return new ParkedKey(partition, key == null ? "" : key);
  }

  static ParkedKey of(DeadLetter letter) {
    return of(new LogPartition(letter.tenant(), letter.position().partition()), letter.personKey());
  }

  static ParkedKey of(ParkingDecision decision) {
    return of(new LogPartition(decision.tenant(), decision.position().partition()), decision.key());
  }

  /** Whether later entries wait for the earlier ones. */
  boolean holds() {
    return !key.isEmpty();
  }

  @Override
  public int compareTo(ParkedKey other) {
    return ORDER.compare(this, other);
  }
}
