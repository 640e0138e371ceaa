package dev.meander.launcher.parked;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.launcher.service.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** The operations on what is put aside. Used by one thread. */
public final class ParkedClient implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int NOT_FOUND = 404;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI parked;

  /**
   * @param service its address
   */
  public ParkedClient(URI service) {
    this.parked = service.resolve("/v1/parked");
  }

  /**
   * Hands out every entry that could not be folded.
   *
   * @return the totals
   */
  public JsonNode list(Consumer<JsonNode> to) throws IOException, InterruptedException {
    JsonNode totals = JSON.missingNode();
    String after = "";
    do {
      JsonNode page = ask("GET", "?limit=200" + after, BodyPublishers.noBody());
      page.path("entries").forEach(to);
      totals = page.path("totals");
      after = page.path("next").isTextual() ? "&after=" + page.path("next").textValue() : "";
    } while (!after.isEmpty());
    return totals;
  }

  /** One entry, opened, as people read JSON. */
  public String show(String position) throws IOException, InterruptedException {
    return ask("GET", "/" + position, BodyPublishers.noBody()).toPrettyString();
  }

  /** Lets an event stand in for the entry. */
  public void mend(String position, byte[] event) throws IOException, InterruptedException {
    JsonNode _ = ask("PUT", "/" + position + "/event", BodyPublishers.ofByteArray(event));
  }

  /** Tries what is put aside of the entry's person again. */
  public void retry(String position) throws IOException, InterruptedException {
    JsonNode _ = ask("POST", "/" + position + "/retry", BodyPublishers.noBody());
  }

  /** Takes the entry out. */
  public void discard(String position) throws IOException, InterruptedException {
    JsonNode _ = ask("DELETE", "/" + position, BodyPublishers.noBody());
  }

  /** Whether the entry is another event's place by now. */
  public boolean isMended(String position) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send("GET", "/" + position, BodyPublishers.noBody());
    return answer.statusCode() == NOT_FOUND
        || JSON.readTree(answer.body()).path("mended").asBoolean();
  }

  /** Whether something is put aside there. */
  public boolean isParked(String position) throws IOException, InterruptedException {
    return send("GET", "/" + position, BodyPublishers.noBody()).statusCode() != NOT_FOUND;
  }

  /** What is asked again and again. */
  @FunctionalInterface
  public interface Question {
    boolean ask() throws IOException, InterruptedException;
  }

  /** Asks until the answer is yes or the limit has passed; says whether it is. */
  public static boolean await(Question question, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!question.ask()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }

  private JsonNode ask(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(method, path, body);
    if (answer.statusCode() / 100 != 2) {
      JsonNode problem = JSON.readTree(answer.body());
      throw new IOException(
          "the service answers %d: %s%s"
              .formatted(
                  answer.statusCode(),
                  problem.path("detail").asText(problem.path("title").asText()),
                  Caller.hint(answer.statusCode())));
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<byte[]> send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        Caller.request(URI.create(parked + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.close();
  }
}
