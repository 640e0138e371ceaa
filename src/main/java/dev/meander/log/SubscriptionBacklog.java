package dev.meander.log;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * How much a subscription has not acknowledged yet, as the broker's admin interface says. Never
 * blocks; any thread.
 */
@Singleton
public final class SubscriptionBacklog {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI base;

  @Inject
  SubscriptionBacklog(LogConfig config) {
    this.base = config.adminUrl().resolve("/admin/v2/persistent/");
  }

  /**
   * Bytes over all partitions as they are stored, 0 where there is no such subscription. Fails when
   * the broker does not answer, or knows no such topic.
   */
  public Uni<Long> bytes(TenantId tenant, Topics topic, String subscription) {
    URI stats =
        base.resolve(
            Topics.PULSAR_TENANT
                + "/"
                + tenant.value()
                + "/"
                + topic.localName()
                + "/partitioned-stats?perPartition=false");
    HttpRequest request = HttpRequest.newBuilder(stats).timeout(TIMEOUT).build();
    return Uni.createFrom()
        .completionStage(() -> http.sendAsync(request, BodyHandlers.ofByteArray()))
        .map(answer -> read(answer, subscription));
  }

  private static long read(HttpResponse<byte[]> answer, String subscription) {
    try {
      if (answer.statusCode() != 200) {
        throw new IOException(answer.uri() + " answered " + answer.statusCode());
      }
      return JSON.readTree(answer.body())
          .path("subscriptions")
          .path(subscription)
          .path("backlogSize")
          .asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
