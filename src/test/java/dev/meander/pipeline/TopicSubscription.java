package dev.meander.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;

/** A subscription, as the broker's admin interface sees it and moves it. */
final class TopicSubscription implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String admin =
      ConfigProvider.getConfig().getValue("meander.log.admin-url", String.class);
  private final String topic;
  private final String name;

  static TopicSubscription ofTheProjector() {
    return new TopicSubscription("behavior-events", "projector");
  }

  static TopicSubscription ofTheScorer() {
    return new TopicSubscription("interest-profiles", "scorer");
  }

  private TopicSubscription(String topic, String name) {
    this.topic = "/admin/v2/persistent/meander/default/" + topic;
    this.name = name;
  }

  /** Messages not acknowledged, over all partitions. */
  long backlog() {
    return parsed(send("GET", topic + "/partitioned-stats"))
        .path("subscriptions")
        .path(name)
        .path("msgBacklog")
        .asLong(-1);
  }

  /** Every partition from its first message on, as after losing every acknowledgement. */
  void rewind() {
    onEach("/subscription/" + name + "/resetcursor/0");
  }

  /** Every partition acknowledged to its end. */
  void skipAll() {
    onEach("/subscription/" + name + "/skip_all");
  }

  /** Cuts every consumer off; they come back, and the broker says anew whose turn it is. */
  void handOver() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String _ = send("PUT", topic + "-partition-" + partition + "/unload");
    }
  }

  private void onEach(String action) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String _ = send("POST", topic + "-partition-" + partition + action);
    }
  }

  private String send(String method, String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(admin + path))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode parsed(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
