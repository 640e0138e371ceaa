package dev.meander.log;

import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageRouter;
import org.apache.pulsar.client.api.TopicMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Leads a message where its key leads, as the client's hashing scheme JavaStringHash does; one that
 * names its partition goes there, whatever its key. Any thread.
 */
final class PartitionRouter implements MessageRouter {

  /** The property that names a partition. */
  static final String PARTITION = "meander-partition";

  private static final long serialVersionUID = 1L;

  @Override
  public int choosePartition(Message<?> message, TopicMetadata metadata) {
    String named = message.getProperty(PARTITION);
    if (named != null) {
      return Integer.parseInt(named);
    }
    @Nullable String key = message.getKey();
    return key == null ? 0 : (key.hashCode() & Integer.MAX_VALUE) % metadata.numPartitions();
  }
}
