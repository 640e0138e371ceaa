package dev.meander.launcher.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What the service counts, read from its Prometheus page. */
public final class ServiceMetrics implements AutoCloseable {

  private static final double MIB = 1 << 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI page;

  public ServiceMetrics(URI service) {
    this.page = service.resolve("/q/metrics");
  }

  /** The sum over all labels of a counter; empty where it is not there or nobody answers. */
  OptionalDouble sum(String name) throws InterruptedException {
    Optional<String> text = text();
    return text.isPresent() ? sum(text.get(), name) : OptionalDouble.empty();
  }

  /** The whole page; empty where nobody answers. */
  public Optional<String> text() throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The heap that the service uses now, MiB; 0 where nobody answers. */
  public double heap() throws InterruptedException {
    String heap =
        text()
            .orElse("")
            .lines()
            .filter(line -> line.contains("area=\"heap\""))
            .collect(Collectors.joining("\n"));
    return sum(heap, "jvm_memory_used_bytes").orElse(0) / MIB;
  }

  /** The sum of the samples of that name in the text form. */
  public static OptionalDouble sum(String text, String name) {
    double[] values =
        text.lines()
            .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(java.util.stream.DoubleStream.of(values).sum());
  }

  @Override
  public void close() {
    http.close();
  }
}
