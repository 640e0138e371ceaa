package dev.meander.launcher.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a service says that it is not ready for. Thread-safe. */
final class Readiness implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI page;

  Readiness(URI service) {
    this.page = service.resolve("/q/health/ready");
  }

  /** Names of the checks that are down; "no answer" where there is none. */
  List<String> down() {
    try {
      HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build();
      List<String> down = new ArrayList<>();
      for (JsonNode check :
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
              .path("checks")) {
        if (!check.path("status").asText().equals("UP")) {
          down.add(check.path("name").asText());
        }
      }
      return down;
    } catch (IOException e) {
      return List.of("no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("no answer");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
