package dev.meander.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** A client of a running service. Used by one thread. */
final class Client implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final List<String> headers;

  /**
   * @param headers of every request, names and values in turn
   */
  Client(URI service, String... headers) {
    this.service = service;
    this.headers = List.of(headers);
  }

  /** What came back; the body is missing where it was no JSON object. */
  record Answer(int status, HttpResponse<byte[]> whole, JsonNode body) {

    String contentType() {
      return whole.headers().firstValue("Content-Type").orElse("");
    }

    String header(String name) {
      return whole.headers().firstValue(name).orElse("");
    }
  }

  Answer get(String path) {
    return ask("GET", path, "");
  }

  Answer ask(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer, json(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean object = type.contains("json") && !type.contains("ndjson") && answer.body().length > 0;
    return object ? JSON.readTree(answer.body()) : JSON.missingNode();
  }

  /** Each element of an answer that is an array. */
  List<JsonNode> elements(String path) {
    List<JsonNode> elements = new ArrayList<>();
    get(path).body().forEach(elements::add);
    return elements;
  }

  /** Asks until the answer is as wanted; the last answer, wanted or not. */
  Answer await(String path, Predicate<Answer> wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = get(path);
    while (!wanted.test(answer) && System.nanoTime() < end) {
      answer = get(path);
    }
    return answer;
  }

  /** An event of a person at noon of a day. */
  static ObjectNode event(String person, String kind, String day) {
    return JSON.createObjectNode()
        .put("eventId", UUID.randomUUID().toString())
        .put("personId", person)
        .put("kind", kind)
        .put("occurredAt", day + "T12:00:00Z");
  }

  /** Somebody looks at something. */
  static ObjectNode view(String person, String day, String... category) {
    ObjectNode event = event(person, "item_viewed", day);
    var levels = event.putObject("item").put("id", "i-" + category[0]).putArray("category");
    for (String level : category) {
      levels.add(level);
    }
    return event;
  }

  /** Posts events, each of which has to be accepted. */
  void post(ObjectNode... events) {
    Answer answer = ask("POST", "/v1/events", JSON.valueToTree(events).toString());
    if (answer.status() != 202 || answer.body().path("accepted").asInt() != events.length) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
