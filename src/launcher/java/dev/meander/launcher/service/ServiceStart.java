package dev.meander.launcher.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Starts the service. The first start of a build is made twice: once recorded and stopped again, to
 * make the AOT cache, from which this and every later one starts three times as fast.
 */
public final class ServiceStart {

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  /** Being recorded, it starts some times as slow: minutes on a busy machine. */
  private static final Duration RECORDED_READY_LIMIT = Duration.ofMinutes(6);

  /** A JVM that ends writes down what it recorded: some seconds, more on a busy machine. */
  private static final Duration RECORD_LIMIT = Duration.ofMinutes(1);

  private final ServiceSettings settings;
  private final Consumer<ProcessHandle> started;
  private final Consumer<String> progress;

  /**
   * @param started takes each process from its first moment, so that none outlives the launcher
   * @param progress takes a line per step
   */
  public ServiceStart(
      ServiceSettings settings, Consumer<ProcessHandle> started, Consumer<String> progress) {
    this.settings = settings;
    this.started = started;
    this.progress = progress;
  }

  /**
   * Returns when the service answers that it is ready.
   *
   * @throws ServiceException when it does not get there, with the log's tail
   */
  public ServiceProcess run() throws IOException, InterruptedException {
    AotCache cache =
        AotCache.of(settings.target(), settings.jar(), ServiceJvm.flags(System.getenv()));
    if (!cache.exists()) {
      progress.accept("recording the first start of this build, for fast ones from now on");
      record(cache);
      if (!cache.create(started)) {
        progress.accept("no AOT cache could be made: starts stay slow");
      }
    }
    return start(cache.startFlags(), READY_LIMIT);
  }

  private void record(AotCache cache) throws InterruptedException {
    ServiceProcess recorded = start(cache.recordFlags(), RECORDED_READY_LIMIT);
    try {
      exercise();
      recorded.close(RECORD_LIMIT);
    } finally {
      recorded.close();
    }
  }

  private ServiceProcess start(List<String> flags, Duration limit) throws InterruptedException {
    ServiceProcess service = ServiceProcess.start(settings, flags);
    try {
      started.accept(service.handle());
      service.awaitReady(limit);
      return service;
    } catch (RuntimeException | InterruptedException e) {
      service.close();
      throw e;
    }
  }

  /** Requests that load what real ones need and store nothing. */
  private void exercise() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path :
          List.of(
              "/q/openapi",
              "/q/metrics",
              "/v1/people/nobody/interests",
              "/v1/people/nobody/migration",
              "/v1/people/nobody/evolution")) {
        ask(http, HttpRequest.newBuilder(settings.url().resolve(path)));
      }
      String refused = "{\"eventId\":\"e\",\"personId\":\"p\",\"kind\":\"none\"}\n".repeat(3);
      for (int i = 0; i < 3; i++) {
        ask(
            http,
            HttpRequest.newBuilder(settings.url().resolve("/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(refused)));
      }
    }
  }

  private void ask(HttpClient http, HttpRequest.Builder request) throws InterruptedException {
    try {
      var answer =
          http.send(
              request.timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 500) {
        progress.accept("(" + answer.uri().getPath() + " answers " + answer.statusCode() + ")");
      }
    } catch (IOException e) {
      progress.accept("(no answer to " + settings.url() + ": " + e.getMessage() + ")");
    }
  }
}
