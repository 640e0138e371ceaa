package dev.meander.log;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.impl.PulsarClientImpl;
import org.apache.pulsar.client.impl.conf.ClientConfigurationData;
import org.apache.pulsar.client.impl.conf.ConfigurationDataUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Pulsar client for reading the log beside the live flow, made when it is first asked for, as the
 * connector makes its clients. Thread-safe.
 */
@Singleton
final class LogClient {

  private final Vertx vertx;
  private final Map<String, Object> clientSettings;
  private @Nullable PulsarClient client;

  @Inject
  LogClient(Vertx vertx, @Identifier("default-pulsar-client") Map<String, Object> clientSettings) {
    this.vertx = vertx;
    this.clientSettings = clientSettings;
  }

  /** Deprecated in Vert.x 4 for its successor's sake; the connector takes the same way. */
  @SuppressWarnings("deprecation")
  synchronized PulsarClient open() throws PulsarClientException {
    PulsarClient open = client;
    if (open == null) {
      ClientConfigurationData data =
          ConfigurationDataUtils.loadData(
              clientSettings, new ClientConfigurationData(), ClientConfigurationData.class);
      open = new PulsarClientImpl(data, vertx.nettyEventLoopGroup());
      client = open;
    }
    return open;
  }

  synchronized void stop(@Observes @Priority(LogStart.AFTER_THE_SERVER) ShutdownEvent event)
      throws PulsarClientException {
    if (client != null) {
      client.close();
    }
  }
}
