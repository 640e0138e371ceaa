package dev.meander.log;

import dev.meander.event.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tenant, namespace, topics and their policies, as often as it is asked to: what is there
 * already stays as it is. Blocks; for the start only.
 */
final class PulsarTopology {

  private static final Logger LOG = Logger.getLogger(PulsarTopology.class);
  private static final long RETRY_MILLIS = 200;
  private static final String LOG_TOPIC = Topics.BEHAVIOR_EVENTS.localName();
  private static final long BYTES_PER_MEBIBYTE = 1L << 20;

  private final LogConfig config;
  private final TenantId tenant;
  private int partitions;

  PulsarTopology(LogConfig config, TenantId tenant) {
    this.config = config;
    this.tenant = tenant;
  }

  /**
   * Waits for the broker and sees to it that everything is there.
   *
   * @return how many partitions the log has
   * @throws IllegalStateException when that fails within the start timeout
   */
  int ensure() {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    try (PulsarAdmin admin = new PulsarAdmin(config.adminUrl())) {
      IOException last = attempt(admin);
      while (last != null) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "the broker's admin interface at "
                  + config.adminUrl()
                  + " (meander.log.admin-url) did not do its part within "
                  + config.startTimeout().toSeconds()
                  + " s",
              last);
        }
        // A broker that has just started refuses policies until it has read its own.
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        last = attempt(admin);
      }
      LOG.infof("topics of tenant %s are there", tenant);
      return partitions;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the broker", e);
    }
  }

  private @Nullable IOException attempt(PulsarAdmin admin) throws InterruptedException {
    try {
      if (!admin.answers(config.cluster())) {
        return new IOException("the broker does not know the cluster " + config.cluster());
      }
      make(admin);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private void make(PulsarAdmin admin) throws IOException, InterruptedException {
    String namespace = Topics.PULSAR_TENANT + "/" + tenant.value();
    admin.create(
        "tenants/" + Topics.PULSAR_TENANT,
        "{\"adminRoles\":[],\"allowedClusters\":[\"" + config.cluster() + "\"]}");
    admin.create("namespaces/" + namespace, "{}");
    for (Topics topic : Topics.values()) {
      String path = "persistent/" + namespace + "/" + topic.localName() + "/";
      admin.create(path + "partitions", Integer.toString(config.partitions()));
      policies(admin, topic, path);
    }
    partitions = admin.partitions("persistent/" + namespace + "/" + LOG_TOPIC);
  }

  private void policies(PulsarAdmin admin, Topics topic, String path)
      throws IOException, InterruptedException {
    policy(admin, path + "retention", topic.compacted() ? finite() : INFINITE);
    policy(admin, path + "inactiveTopicPolicies", NEVER_DELETED);
    if (topic.compacted()) {
      policy(
          admin,
          path + "compactionThreshold",
          Long.toString(config.compactionThreshold().asLongValue()));
    }
  }

  private static final String INFINITE = "{\"retentionTimeInMinutes\":-1,\"retentionSizeInMB\":-1}";

  /** Retention of a compacted topic says nothing about the newest message of each key. */
  private static final String NEVER_DELETED =
      "{\"inactiveTopicDeleteMode\":\"delete_when_no_subscriptions\","
          + "\"maxInactiveDurationSeconds\":31536000,\"deleteWhileInactive\":false}";

  /**
   * What is compacted already. What is not is kept all the same, for compaction has a cursor of its
   * own as soon as there is a threshold; and a reader begins with what was compacted.
   */
  private String finite() {
    Duration kept = config.compactedRetention();
    long megabytes = Math.max(1, config.compactionThreshold().asLongValue() / BYTES_PER_MEBIBYTE);
    return "{\"retentionTimeInMinutes\":"
        + kept.toMinutes()
        + ",\"retentionSizeInMB\":"
        + megabytes
        + "}";
  }

  private static void policy(PulsarAdmin admin, String path, String json)
      throws IOException, InterruptedException {
    if (!admin.read(path).equals(java.util.Optional.of(json))) {
      admin.write(path, json);
    }
  }
}
