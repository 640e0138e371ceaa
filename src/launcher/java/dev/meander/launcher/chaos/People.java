package dev.meander.launcher.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.LogPosition;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code GET /v1/people/ID/interests}. Thread-safe. */
final class People implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI service;

  People(URI service) {
    this.service = service;
  }

  /** The answer without its age, which alone may differ between two readings of one state. */
  record Interests(JsonNode body) {

    LogPosition position() {
      return LogPosition.parse(body.path("freshness").path("position").asText());
    }

    /** Events by kind. */
    Map<String, Integer> counts() {
      Map<String, Integer> counts = new TreeMap<>();
      body.path("counts")
          .properties()
          .forEach(count -> counts.put(count.getKey(), count.getValue().asInt()));
      return counts;
    }
  }

  /**
   * Empty for every status but 200.
   *
   * @throws IOException when there is no answer
   */
  Optional<Interests> interests(String person) throws IOException, InterruptedException {
    String id = URLEncoder.encode(person, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/v1/people/" + id + "/interests?limit=200"))
            .timeout(Duration.ofSeconds(5))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      return Optional.empty();
    }
    JsonNode body = JSON.readTree(answer.body());
    ((ObjectNode) body.path("freshness")).remove("ageMs");
    return Optional.of(new Interests(body));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
