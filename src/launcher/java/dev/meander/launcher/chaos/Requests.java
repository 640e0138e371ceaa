package dev.meander.launcher.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.event.LogPosition;
import dev.meander.launcher.sample.WireForm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The client of {@code POST /v1/events}, which writes into the account what it was told. */
final class Requests implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI events;
  private final Ledger ledger;

  Requests(URI service, Ledger ledger) {
    this.events = service.resolve("/v1/events");
    this.ledger = ledger;
  }

  /** The same bytes under the same key, until there is an answer for every event. */
  void sendUntilAcknowledged(List<NumberedEvent> batch) throws IOException, InterruptedException {
    HttpRequest request =
        request(batch).header("Idempotency-Key", "chaos-" + batch.getFirst().number()).build();
    Duration pause = FIRST_PAUSE;
    while (!acknowledged(request, batch)) {
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  /** What a client does that lost its answer; it changes nothing, and need not succeed. */
  void sendAgainWithoutKey(List<NumberedEvent> batch) throws IOException, InterruptedException {
    boolean _ = acknowledged(request(batch).build(), batch);
  }

  private HttpRequest.Builder request(List<NumberedEvent> batch) {
    String body =
        batch.stream()
            .map(event -> WireForm.line(event.event()))
            .collect(Collectors.joining(",", "[", "]"));
    return HttpRequest.newBuilder(events)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private boolean acknowledged(HttpRequest request, List<NumberedEvent> batch)
      throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      ledger.answered("none");
      return false;
    }
    int status = answer.statusCode();
    ledger.answered(Integer.toString(status));
    if (status == 202) {
      take(JSON.readTree(answer.body()).path("outcomes"), batch);
      return true;
    }
    boolean later = status == 429 || status == 503;
    if (!later || answer.headers().firstValue("Retry-After").isEmpty()) {
      ledger.unexpected(status + (later ? " without Retry-After: " : ": ") + answer.body());
    }
    return false;
  }

  private void take(JsonNode outcomes, List<NumberedEvent> batch) {
    for (int i = 0; i < batch.size(); i++) {
      JsonNode outcome = outcomes.path(i);
      switch (outcome.path("status").asText()) {
        case "accepted", "duplicate" ->
            ledger.acknowledge(batch.get(i), LogPosition.parse(outcome.path("position").asText()));
        default -> ledger.unexpected("event " + batch.get(i).number() + ": " + outcome);
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
