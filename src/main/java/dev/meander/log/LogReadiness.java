package dev.meander.log;

import dev.meander.event.TenantId;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pulsar.client.api.PulsarClientException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while an append can reach every partition; a process that does not ingest always is. Once a
 * broker has left an append without an answer, it is asked for one here: a process that is not
 * ready is sent no events that could find out.
 */
@Readiness
@ApplicationScoped
class LogReadiness implements AsyncHealthCheck {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final PulsarEventLog log;
  private final LogClient client;
  private final String topic;
  private final boolean ingests;

  @Inject
  LogReadiness(
      PulsarEventLog log,
      LogClient client,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "meander.role.ingest", defaultValue = "true") boolean ingests) {
    this.log = log;
    this.client = client;
    this.topic = Topics.BEHAVIOR_EVENTS.of(new TenantId(tenant));
    this.ingests = ingests;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    if (!ingests || (log.ready() && !log.silent())) {
      return Uni.createFrom().item(response(true));
    }
    return log.ready() ? ask() : Uni.createFrom().item(response(false));
  }

  private Uni<HealthCheckResponse> ask() {
    return Uni.createFrom()
        .completionStage(this::partitions)
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onItem()
        .invoke(log::heard)
        .onItemOrFailure()
        .transform((answer, failure) -> response(failure == null));
  }

  private CompletionStage<?> partitions() {
    try {
      return client.open().getPartitionsForTopic(topic);
    } catch (PulsarClientException e) {
      return java.util.concurrent.CompletableFuture.failedFuture(e);
    }
  }

  private static HealthCheckResponse response(boolean up) {
    return HealthCheckResponse.named("event log").status(up).build();
  }
}
