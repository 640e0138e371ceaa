package dev.meander.launcher.durability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.launcher.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** One of several services on the same log: what it owns, and signals to it. Used by one thread. */
final class Replica implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String FENCED = "meander_projection_fenced_total ";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServiceProcess process;
  private final URI url;

  Replica(ServiceProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  URI url() {
    return url;
  }

  /** Partitions of the log that it believes to own; none while it does not answer. */
  int owned() throws InterruptedException {
    try {
      for (JsonNode check : JSON.readTree(ask("/q/health/ready")).path("checks")) {
        if (check.path("name").asText().equals("projection")) {
          return check.path("data").path("ownedPartitions").asInt();
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }

  /** Batches that it gave up because the other one had taken over. */
  long fenced() throws IOException, InterruptedException {
    return ask("/q/metrics")
        .lines()
        .filter(line -> line.startsWith(FENCED))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(FENCED.length())))
        .sum();
  }

  /** It stands still until {@link #wake}, in whatever it was doing. */
  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void wake() throws IOException, InterruptedException {
    signal("-CONT");
  }

  void kill() {
    process.kill();
  }

  private void signal(String name) throws IOException, InterruptedException {
    int status = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill " + name + " " + process.pid() + " ended with " + status);
    }
  }

  private String ask(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url.resolve(path)).timeout(LIMIT).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }
}
