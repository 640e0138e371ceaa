package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import jakarta.inject.Singleton;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes the message keys that stand for people in the topics: 128 random bits, drawn again until
 * they lead to the partition that the person's id leads to. So a person's events share a partition
 * with those that were written under the id, and with those of the time before an erasure; of the
 * id a pseudonym tells its partition and nothing else.
 */
@Singleton
public final class Pseudonyms {

  private static final int BYTES = 16;

  private volatile @Nullable Integer partitions;

  /** Known once the topics are there. */
  public void partitions(int count) {
    partitions = count;
  }

  /** The partition that a message key leads to, in each of the topics. */
  public int partitionOf(String key) {
    return partition(key, count());
  }

  private int count() {
    Integer count = partitions;
    if (count == null) {
      throw new IllegalStateException("the topics are not known yet");
    }
    return count;
  }

  String draw(PersonId person) {
    int count = count();
    int wanted = partition(person.value(), count);
    String drawn;
    do {
      drawn = Base64.getUrlEncoder().withoutPadding().encodeToString(Aead.random(BYTES));
    } while (partition(drawn, count) != wanted);
    return drawn;
  }

  /** As the Pulsar client routes a message by its key, with the hashing scheme JavaStringHash. */
  static int partition(String key, int partitions) {
    return (key.hashCode() & Integer.MAX_VALUE) % partitions;
  }
}
