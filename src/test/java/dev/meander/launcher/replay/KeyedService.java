package dev.meander.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A small stand-in for the service's contract: each event once, and the first answer again for a
 * key that was seen. Trouble can be ordered for a request by its number.
 */
final class KeyedService implements AutoCloseable {

  /** What happens to a request. */
  enum Trouble {
    NONE,
    /** Nothing is stored, 503 with Retry-After. */
    BUSY,
    /** Everything is stored, and the answer gets lost. */
    ANSWER_LOST,
    /** Nothing is stored, the request is refused as a whole. */
    REFUSED
  }

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, List<String>> stored = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private Plan plan = number -> Trouble.NONE;
  private int requests;

  @FunctionalInterface
  interface Plan {
    Trouble troubleOf(int number);
  }

  private KeyedService(HttpServer server) {
    this.server = server;
  }

  static KeyedService start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var service = new KeyedService(server);
    server.createContext("/v1/events", service::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return service;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests are counted from 1. */
  synchronized void plan(Plan trouble) {
    this.plan = trouble;
    this.requests = 0;
  }

  /** The ids of a person's events in the order in which they were stored. */
  synchronized List<String> of(String person) {
    return List.copyOf(stored.getOrDefault(person, List.of()));
  }

  synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Trouble trouble;
    String answer = "";
    synchronized (this) {
      requests++;
      trouble = plan.troubleOf(requests);
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      keys.add(key);
      if (trouble == Trouble.NONE || trouble == Trouble.ANSWER_LOST) {
        answer = answers.computeIfAbsent(key, _ -> store(body));
      }
    }
    switch (trouble) {
      case NONE -> answer(exchange, 202, answer);
      case BUSY -> {
        exchange.getResponseHeaders().add("Retry-After", "0");
        answer(exchange, 503, "{}");
      }
      case ANSWER_LOST -> exchange.close();
      case REFUSED -> answer(exchange, 413, "{\"title\":\"too large\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String store(String ndjson) {
    ObjectNode answer = JSON.createObjectNode();
    var outcomes = answer.putArray("outcomes");
    for (String line : ndjson.lines().toList()) {
      outcomes.add(outcome(outcomes.size(), read(line)));
    }
    return answer.toString();
  }

  private ObjectNode outcome(int index, JsonNode event) {
    ObjectNode outcome = JSON.createObjectNode().put("index", index);
    String id = event.path("eventId").asText();
    if (id.isEmpty()) {
      outcome.put("status", "refused");
      outcome.putArray("errors").addObject().put("pointer", "/eventId").put("detail", "missing");
      return outcome;
    }
    if (ids.contains(id)) {
      return outcome.put("status", "duplicate");
    }
    ids.add(id);
    stored.computeIfAbsent(event.path("personId").asText(), _ -> new ArrayList<>()).add(id);
    return outcome.put("status", "accepted");
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
