package dev.meander.launcher.rebuild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.launcher.service.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** The operations on versions of the read model. Used by one thread. */
public final class RebuildClient implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(500);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI projections;

  /**
   * @param service its address
   */
  public RebuildClient(URI service) {
    this.projections = service.resolve("/v1/projections");
  }

  /** Which version serves, and how far the others are. */
  public JsonNode status() throws IOException, InterruptedException {
    return ask("GET", "");
  }

  /**
   * Begins to fill a new version.
   *
   * @param batchEvents 0 for what is configured
   * @param parallel 0 for what is configured
   * @return its number
   */
  public int begin(int batchEvents, int parallel) throws IOException, InterruptedException {
    String query =
        (batchEvents > 0 ? "&batchEvents=" + batchEvents : "")
            + (parallel > 0 ? "&parallel=" + parallel : "");
    return ask("POST", query.isEmpty() ? "" : "?" + query.substring(1)).path("projection").asInt();
  }

  /** Goes on filling a version that is there. */
  public void fill(int version) throws IOException, InterruptedException {
    JsonNode _ = ask("POST", "/" + version + "/fill");
  }

  /** Lets a version serve. */
  public void switchTo(int version) throws IOException, InterruptedException {
    JsonNode _ = ask("POST", "/" + version + "/switch");
  }

  /** Who differs, and by how much. */
  public JsonNode compare(int version, int with, int limit)
      throws IOException, InterruptedException {
    return ask(
        "GET", "/" + version + "/comparison?limit=" + limit + (with > 0 ? "&with=" + with : ""));
  }

  /** Drops a version. */
  public void drop(int version) throws IOException, InterruptedException {
    JsonNode _ = ask("DELETE", "/" + version);
  }

  /**
   * Waits until a version is level with the log.
   *
   * @param told how far it is, again and again
   * @return how far it was then
   * @throws IOException when nobody fills it any more
   */
  public JsonNode awaitLevel(int version, Consumer<JsonNode> told)
      throws IOException, InterruptedException {
    while (true) {
      JsonNode found = of(version);
      told.accept(found);
      if (found.path("caughtUp").asBoolean()) {
        return found;
      }
      if (!found.path("filledHere").asBoolean()) {
        throw new IOException("projection " + version + " is not filled any more; fill it again");
      }
      Thread.sleep(POLL);
    }
  }

  private JsonNode of(int version) throws IOException, InterruptedException {
    for (JsonNode one : status().path("versions")) {
      if (one.path("projection").asInt() == version) {
        return one;
      }
    }
    throw new IOException("there is no projection " + version);
  }

  private JsonNode ask(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        Caller.request(URI.create(projections + path))
            .timeout(TIMEOUT)
            .method(method, BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    JsonNode read =
        answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "the service answers %d: %s%s"
              .formatted(
                  answer.statusCode(),
                  read.path("detail").asText(read.path("title").asText()),
                  Caller.hint(answer.statusCode())));
    }
    return read;
  }

  @Override
  public void close() {
    http.close();
  }
}
