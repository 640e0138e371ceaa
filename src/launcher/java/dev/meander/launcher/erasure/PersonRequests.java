package dev.meander.launcher.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.PersonId;
import dev.meander.launcher.service.Caller;
import dev.meander.launcher.terminal.Progress;
import dev.meander.log.privacy.SignedReceipt;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is asked of the service about one person, over HTTP. Used by one thread. */
public final class PersonRequests implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final int EVENTS = 12;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final PersonId person;
  private final Progress progress;

  public PersonRequests(URI service, PersonId person, Progress progress) {
    this.service = service;
    this.person = person;
    this.progress = progress;
  }

  /**
   * Has the person look at something and buy it, on four days, at times under another name that is
   * found to be theirs; returns once a view is served under both.
   */
  public void act(Instant now) throws IOException, InterruptedException {
    String other = "anonymous-" + person.value();
    ArrayNode events = JSON.createArrayNode();
    for (int i = 0; i < EVENTS; i++) {
      boolean buys = i % 4 == 3;
      ObjectNode event =
          events
              .addObject()
              .put("eventId", person.value() + "-" + i)
              .put("personId", i % 3 == 2 ? other : person.value())
              .put("kind", buys ? "item_purchased" : "item_viewed")
              .put("occurredAt", now.minus(6L * i, ChronoUnit.HOURS).toString());
      event.putObject("item").put("id", "prove-erasure").putArray("category").add("prove-erasure");
      if (buys) {
        event.put("quantity", 1);
      }
    }
    ObjectNode _ =
        events
            .addObject()
            .put("eventId", person.value() + "-merged")
            .put("personId", person.value())
            .put("kind", "person_merged")
            .put("member", other)
            .put("merged", true)
            .put("occurredAt", now.toString());
    var _ =
        send(
            request("/v1/events")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(events))),
            202);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (answer(request(path("/interests"))).statusCode() != 200 || names().size() < 2) {
      waitUntil(deadline, "a view of the person to be served");
    }
  }

  /** All names of the person, as the export tells them; the one asked for where it knows nobody. */
  public Set<PersonId> names() throws IOException, InterruptedException {
    Set<PersonId> names = new HashSet<>(Set.of(person));
    HttpResponse<byte[]> held = answer(request(path("/data")));
    if (held.statusCode() == 200) {
      for (JsonNode one : JSON.readTree(held.body())) {
        if (one.path("section").asText().equals("person")) {
          names.add(new PersonId(one.path("personId").asText()));
        }
      }
    }
    return names;
  }

  /** Erases the person; answers the ids of the keys that were destroyed, from the receipt. */
  public Set<UUID> erase() throws IOException, InterruptedException {
    JsonNode requested = JSON.readTree(send(request(path("/data")).DELETE(), 202));
    String status = requested.path("status").asText();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      byte[] state = send(request(status), 200);
      JsonNode told = JSON.readTree(state);
      if (told.path("state").asText().equals("completed")) {
        progress.finish(1, "erased");
        return keys(state);
      }
      waitUntil(deadline, told.path("waitingFor").asText());
    }
  }

  private Set<UUID> keys(byte[] state) throws IOException, InterruptedException {
    SignedReceipt receipt = SignedReceipt.parse(state);
    byte[] keys = send(request("/v1/erasures/keys"), 200);
    if (!receipt.verifies(SignedReceipt.keyOf(keys, receipt.keyId()))) {
      throw new IOException("the receipt's signature is not genuine");
    }
    receipt.claims().forEach((name, value) -> System.out.println("receipt " + name + ": " + value));
    Set<UUID> destroyed = new HashSet<>();
    for (String claim : List.of("destroyedKey", "otherDestroyedKeys")) {
      for (String key : String.valueOf(receipt.claims().getOrDefault(claim, "")).split(" ", -1)) {
        if (!key.isEmpty()) {
          destroyed.add(UUID.fromString(key));
        }
      }
    }
    return destroyed;
  }

  private void waitUntil(long deadline, String what) throws IOException, InterruptedException {
    if (System.nanoTime() > deadline) {
      throw new IOException("after " + LIMIT.toSeconds() + " s still waiting for " + what);
    }
    progress.update(-1, "waiting for " + what);
    Thread.sleep(POLL);
  }

  private String path(String of) {
    return "/v1/people/"
        + URLEncoder.encode(person.value(), StandardCharsets.UTF_8).replace("+", "%20")
        + of;
  }

  private HttpRequest.Builder request(String path) {
    return Caller.request(service.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<byte[]> answer(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private byte[] send(HttpRequest.Builder request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = answer(request);
    if (answer.statusCode() != expected) {
      throw new IOException(
          answer.uri().getRawPath().replace(person.value(), "ID")
              + " answers "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8)
              + Caller.hint(answer.statusCode()));
    }
    return answer.body();
  }

  @Override
  public void close() {
    http.close();
  }
}
