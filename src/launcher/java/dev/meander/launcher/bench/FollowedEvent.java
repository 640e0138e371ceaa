package dev.meander.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.event.LogPosition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * One posted event and the reads after it.
 *
 * @param http shared, thread-safe
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, never compared
record FollowedEvent(HttpClient http, URI service, byte[] body) {

  static final Duration PAUSE = Duration.ofMillis(10);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Posts the event; what was waited for the answer, in nanoseconds.
   *
   * @throws IOException when it was not accepted
   */
  Accepted post() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    var answer =
        http.send(
            HttpRequest.newBuilder(service.resolve("/v1/events"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    long now = System.nanoTime();
    if (answer.statusCode() != 202) {
      throw new IOException("POST answers " + answer.statusCode());
    }
    return new Accepted(now, now - begun, answer.body());
  }

  /**
   * An answer of 202.
   *
   * @param at when it came, by {@link System#nanoTime}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Accepted(long at, long waited, byte[] answer) {}

  /** Nanoseconds from the 202 to the first read that shows the event; empty when none does. */
  OptionalLong awaitReadable(Accepted accepted) throws IOException, InterruptedException {
    JsonNode outcome = JSON.readTree(accepted.answer()).path("outcomes").path(0);
    LogPosition wanted = LogPosition.parse(outcome.path("position").asText());
    String person = JSON.readTree(body).path("personId").asText();
    var request =
        HttpRequest.newBuilder(service.resolve("/v1/people/" + person + "/migration"))
            .timeout(LIMIT)
            .build();
    while (System.nanoTime() - accepted.at() < LIMIT.toNanos()) {
      var read = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      long now = System.nanoTime();
      if (read.statusCode() == 200 && shows(read.body(), wanted)) {
        return OptionalLong.of(now - accepted.at());
      }
      Thread.sleep(PAUSE);
    }
    return OptionalLong.empty();
  }

  private static boolean shows(byte[] read, LogPosition wanted) throws IOException {
    String text = new String(read, StandardCharsets.UTF_8);
    String position = JSON.readTree(text).path("freshness").path("position").asText();
    return LogPosition.parse(position).compareTo(wanted) >= 0;
  }
}
