package dev.meander.log;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The few calls of the broker's admin interface that Meander needs, over HTTP: the broker's own
 * admin client brings a servlet stack along. Blocks; for the start only. Closed by who made it.
 */
final class PulsarAdmin implements AutoCloseable {

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final Pattern PARTITIONS = Pattern.compile("\"partitions\"\\s*:\\s*([1-9]\\d*)");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI base;

  /**
   * @param base scheme, host and port
   */
  PulsarAdmin(URI base) {
    this.base = base.resolve("/admin/v2/");
  }

  /** Whether the broker knows the cluster, which it does once it is up. */
  boolean answers(String cluster) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", "clusters", "");
    return response.statusCode() == 200 && response.body().contains('"' + cluster + '"');
  }

  /** Makes something; that it is there already is fine. */
  void create(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> response = send("PUT", path, json);
    if (!succeeded(response) && response.statusCode() != CONFLICT) {
      throw refused("PUT", path, response);
    }
  }

  /** The value of a policy; empty where none is set. */
  Optional<String> read(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path, "");
    if (response.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    if (!succeeded(response)) {
      throw refused("GET", path, response);
    }
    return Optional.of(response.body().strip()).filter(body -> !body.isEmpty());
  }

  /** How many partitions a topic has; it may have been made with others than configured now. */
  int partitions(String topic) throws IOException, InterruptedException {
    String path = topic + "/partitions";
    HttpResponse<String> response = send("GET", path, "");
    var counted = PARTITIONS.matcher(response.body());
    if (!succeeded(response) || !counted.find()) {
      throw refused("GET", path, response);
    }
    return Integer.parseInt(counted.group(1));
  }

  /** Sets a policy. */
  void write(String path, String json) throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", path, json);
    if (!succeeded(response)) {
      throw refused("POST", path, response);
    }
  }

  private HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static boolean succeeded(HttpResponse<String> response) {
    return response.statusCode() / 100 == 2;
  }

  private static IOException refused(String method, String path, HttpResponse<String> response) {
    return new IOException(
        method + " " + path + " answered " + response.statusCode() + " " + response.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
