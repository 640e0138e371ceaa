package dev.meander.launcher.doctor;

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

/** A running instance, asked over HTTP: is every part ready, and what lags behind the log. */
public final class Instance implements AutoCloseable {

  /** A consumer this far behind is worth a word; a batch or two are always under way. */
  private static final long LAGGING = 10_000;

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

  /** Every part the service's readiness names. */
  public List<Finding> readiness(URI service) throws InterruptedException {
    URI ready = service.resolve("/q/health/ready");
    List<Finding> findings = new ArrayList<>();
    try {
      HttpResponse<String> answer = get(ready);
      String detail = ready + " answers " + answer.statusCode();
      findings.add(
          answer.statusCode() == 200
              ? Finding.ok("service", detail)
              : Finding.bad("service", detail));
      for (JsonNode check : JSON.readTree(answer.body()).path("checks")) {
        String name = check.path("name").asText();
        boolean up = check.path("status").asText().equals("UP");
        String data = check.path("data").isMissingNode() ? "" : " " + check.path("data");
        findings.add(up ? Finding.ok(name, "up" + data) : Finding.bad(name, "down" + data));
      }
    } catch (IOException e) {
      findings.add(Finding.bad("service", ready + " does not answer: " + e.getMessage()));
    }
    return findings;
  }

  /**
   * The subscriptions of every topic of a namespace with what they have not acknowledged.
   *
   * @param admin Pulsar's admin interface
   * @param namespace tenant and namespace, {@code meander/default}
   */
  public List<Finding> backlogs(URI admin, String namespace) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try {
      JsonNode topics = read(admin, namespace + "/partitioned");
      if (topics.isEmpty()) {
        findings.add(Finding.note("log", "no topics yet in " + namespace));
      }
      for (JsonNode topic : topics) {
        String name = topic.asText().substring(topic.asText().lastIndexOf('/') + 1);
        JsonNode subscriptions =
            read(admin, namespace + "/" + name + "/partitioned-stats").path("subscriptions");
        if (subscriptions.isEmpty()) {
          findings.add(Finding.note(name, "nobody subscribed"));
        }
        subscriptions
            .properties()
            .forEach(
                subscription ->
                    findings.add(backlog(name, subscription.getKey(), subscription.getValue())));
      }
    } catch (IOException e) {
      findings.add(Finding.bad("log", admin + ": " + e.getMessage()));
    }
    return findings;
  }

  private static Finding backlog(String topic, String subscription, JsonNode stats) {
    long backlog = stats.path("msgBacklog").asLong();
    String detail =
        "%s is %,d entries behind, %d consumers"
            .formatted(subscription, backlog, stats.path("consumers").size());
    return backlog > LAGGING ? Finding.note(topic, detail) : Finding.ok(topic, detail);
  }

  private JsonNode read(URI admin, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(admin.resolve("/admin/v2/persistent/" + path));
    if (answer.statusCode() == 404) {
      return JSON.createArrayNode();
    }
    if (answer.statusCode() != 200) {
      throw new IOException(answer.uri().getPath() + " answers " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
