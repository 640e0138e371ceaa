package dev.meander.launcher.service;

import dev.meander.launcher.embedded.RotatingLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The running service. Thread-safe; whoever started it closes it. */
public final class ServiceProcess implements AutoCloseable {

  /** How long the service may take to end what it has begun. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(4);

  private static final Duration POLL = Duration.ofMillis(50);

  private final Process process;
  private final RotatingLog log;
  private final URI url;

  private ServiceProcess(Process process, RotatingLog log, URI url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /**
   * Starts a JVM with the service; it is not ready yet.
   *
   * @throws ServiceException when the system can't start it
   */
  static ServiceProcess start(ServiceSettings settings, List<String> flags) {
    List<String> command = new ArrayList<>();
    // A Ctrl-C reaches the whole group of the terminal; the launcher alone shall act on it. A JVM
    // leaves a signal alone that was ignored when it started.
    command.addAll(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    command.add(ServiceJvm.java().toString());
    command.addAll(flags);
    try {
      command.add("-Dquarkus.config.locations=" + settings.writeConfiguration().toUri());
      command.addAll(List.of("-jar", settings.jar().toString()));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      Files.createDirectories(settings.log().getParent());
      Process process = builder.start();
      process.getOutputStream().close();
      RotatingLog log = RotatingLog.follow(process.getInputStream(), settings.log(), "service");
      return new ServiceProcess(process, log, settings.url());
    } catch (IOException e) {
      throw new ServiceException("the service can't be started: " + e.getMessage(), e);
    }
  }

  /**
   * Returns when the service answers that it is ready.
   *
   * @throws ServiceException with the log's tail when it ends before or takes too long
   */
  public void awaitReady(Duration limit) throws InterruptedException {
    URI ready = url.resolve("/q/health/ready");
    long deadline = System.nanoTime() + limit.toNanos();
    String last = "no answer";
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (true) {
        if (!process.isAlive()) {
          throw died();
        }
        try {
          var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
          var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
          if (answer.statusCode() == 200) {
            return;
          }
          last = answer.body();
        } catch (IOException e) {
          last = String.valueOf(e.getMessage());
        }
        if (System.nanoTime() > deadline) {
          throw new ServiceException(
              "the service is not ready after %d s: %s%n%s"
                  .formatted(limit.toSeconds(), last, logTail()));
        }
        Thread.sleep(POLL);
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Completes, with the end of the log, when the process ends. */
  public CompletableFuture<ServiceException> ended() {
    return process.onExit().thenApply(_ -> died());
  }

  /** Lets the service finish what it has begun, and kills it after {@link #STOP_LIMIT}. */
  @Override
  public void close() {
    close(STOP_LIMIT);
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The same with another limit. */
  void close(Duration limit) {
    // Through the handle: the process's own method closes its output, and with it the log.
    handle().destroy();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private ServiceException died() {
    return new ServiceException(
        "the service has ended with exit status %d%n%s".formatted(process.exitValue(), logTail()));
  }

  private String logTail() {
    if (!process.isAlive()) {
      log.join();
    }
    return "the end of " + log.file() + ":\n" + log.tail();
  }
}
