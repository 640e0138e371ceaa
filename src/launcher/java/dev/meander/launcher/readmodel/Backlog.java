package dev.meander.launcher.readmodel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a subscription of the log has not acknowledged, asked of the broker's admin interface. */
public final class Backlog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI stats;
  private final String subscription;

  /**
   * @param admin the broker's admin interface
   * @param topic such as {@code meander/default/behavior-events}
   */
  public Backlog(URI admin, String topic, String subscription) {
    this.stats = admin.resolve("/admin/v2/persistent/" + topic + "/partitioned-stats");
    this.subscription = subscription;
  }

  /** What the projection of a tenant has not committed and acknowledged. */
  public static Backlog ofProjection(URI admin, String tenant) {
    return new Backlog(admin, "meander/" + tenant + "/behavior-events", "projector");
  }

  /** Entries of the log, each holding one event or a batch. */
  public long entries() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(stats).timeout(Duration.ofSeconds(10)).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(stats + " answers " + answer.statusCode());
    }
    return JSON.readTree(answer.body())
        .path("subscriptions")
        .path(subscription)
        .path("msgBacklog")
        .asLong();
  }

  /**
   * Returns once nothing is left.
   *
   * @throws IOException when the limit passes, or the broker does not answer
   */
  public void awaitNone(Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (long left = entries(); left > 0; left = entries()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "%s is %,d entries behind after %d s".formatted(subscription, left, limit.toSeconds()));
      }
      Thread.sleep(POLL);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
