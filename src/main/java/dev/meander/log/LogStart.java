package dev.meander.log;

import dev.meander.event.TenantId;
import dev.meander.log.privacy.Pseudonyms;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.MessageRoutingMode;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.impl.PulsarClientImpl;
import org.apache.pulsar.client.impl.conf.ClientConfigurationData;
import org.apache.pulsar.client.impl.conf.ConfigurationDataUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Readies the log at the start, before the channels of the messaging connector connect: topics
 * first, then the producer.
 *
 * <p>The producer has a Pulsar client of its own, made as the connector makes its clients: from
 * {@code pulsar.client.*}, on the event loops of Vert.x. The connector's client cannot be borrowed:
 * it exists only once a channel does, and a process that only ingests has none; and on a connection
 * of its own an acknowledgement never waits behind a batch that a consumer fetches.
 */
@ApplicationScoped
class LogStart {

  /** The connector wires its channels at {@code LIBRARY_BEFORE}, which is 1000. */
  static final int BEFORE_THE_CHANNELS = 500;

  /** After requests in flight have been answered. */
  static final int AFTER_THE_SERVER = 4000;

  private final LogConfig config;
  private final EventCodec codec;
  private final PulsarEventLog log;
  private final Vertx vertx;
  private final Map<String, Object> clientSettings;

  private @Nullable PulsarClient client;
  private @Nullable Producer<LoggedEvent> producer;

  @Inject
  LogStart(
      LogConfig config,
      EventCodec codec,
      PulsarEventLog log,
      Vertx vertx,
      @Identifier("default-pulsar-client") Map<String, Object> clientSettings) {
    this.config = config;
    this.codec = codec;
    this.log = log;
    this.vertx = vertx;
    this.clientSettings = clientSettings;
  }

  void start(
      @Observes @Priority(BEFORE_THE_CHANNELS) StartupEvent event,
      Pseudonyms pseudonyms,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenantName,
      @ConfigProperty(name = "meander.role.ingest", defaultValue = "true") boolean ingests) {
    TenantId tenant = new TenantId(tenantName);
    pseudonyms.partitions(new PulsarTopology(config, tenant).ensure());
    if (ingests) {
      connect(tenant);
    }
  }

  private void connect(TenantId tenant) {
    try {
      PulsarClient connected = client();
      client = connected;
      CompletableFuture<Producer<LoggedEvent>> creating =
          connected
              .newProducer(new EventSchema(codec))
              .topic(Topics.BEHAVIOR_EVENTS.of(tenant))
              // The broker refuses a second producer of the same name.
              .producerName("ingest-" + UUID.randomUUID())
              .messageRoutingMode(MessageRoutingMode.CustomPartition)
              .messageRouter(new PartitionRouter())
              .sendTimeout(Math.toIntExact(config.sendTimeout().toMillis()), TimeUnit.MILLISECONDS)
              .blockIfQueueFull(false)
              .maxPendingMessages(config.maxPending())
              .enableBatching(true)
              .batchingMaxMessages(1000)
              .batchingMaxBytes(128 * 1024)
              .batchingMaxPublishDelay(config.batchingDelay().toMillis(), TimeUnit.MILLISECONDS)
              .createAsync();
      Producer<LoggedEvent> made = creating.orTimeout(seconds(), TimeUnit.SECONDS).join();
      producer = made;
      log.use(made);
    } catch (PulsarClientException e) {
      throw new IllegalStateException("the broker's client could not be made", e);
    }
  }

  private long seconds() {
    return Math.max(1, config.startTimeout().toSeconds());
  }

  /** Deprecated in Vert.x 4 for its successor's sake; the connector takes the same way. */
  @SuppressWarnings("deprecation")
  private PulsarClient client() throws PulsarClientException {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("memoryLimitBytes", config.maxPendingBytes().asLongValue());
    ClientConfigurationData data =
        ConfigurationDataUtils.loadData(
            settings, new ClientConfigurationData(), ClientConfigurationData.class);
    return new PulsarClientImpl(data, vertx.nettyEventLoopGroup());
  }

  void stop(@Observes @Priority(AFTER_THE_SERVER) ShutdownEvent event)
      throws PulsarClientException {
    if (producer != null) {
      producer.close();
    }
    if (client != null) {
      client.close();
    }
  }
}
