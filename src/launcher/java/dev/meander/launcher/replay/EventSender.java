package dev.meander.launcher.replay;

import dev.meander.launcher.service.Caller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends batches to {@code POST /v1/events} and asks again, under the same key, when the service is
 * busy, gone or restarting. Safe for several threads; a call blocks until there is an answer.
 */
final class EventSender implements AutoCloseable {

  /** Statuses after which the same request may well succeed. */
  private static final Set<Integer> AGAIN = Set.of(408, 409, 425, 429, 500, 502, 503, 504);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(30);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI events;
  private final Duration patience;
  private final ReplayListener listener;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * @param service the service's address, such as {@code http://127.0.0.1:8080}
   * @param patience how long one batch may go without a proper answer
   */
  EventSender(URI service, Duration patience, ReplayListener listener) {
    this.events = URI.create(service.toString().replaceAll("/+$", "") + "/v1/events");
    this.patience = patience;
    this.listener = listener;
  }

  /**
   * @throws ReplayException when the service refuses the request as a whole, or does not answer
   *     properly for as long as patience lasts
   */
  Answer send(Batch batch) throws IOException, InterruptedException {
    HttpRequest request =
        Caller.request(events)
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/x-ndjson")
            .header("Accept", "application/json, application/problem+json")
            .header("Idempotency-Key", batch.key())
            .POST(HttpRequest.BodyPublishers.ofString(batch.body()))
            .build();
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      String trouble;
      Duration wait = pause;
      try {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (!AGAIN.contains(response.statusCode())) {
          Answer answer = accept(response, batch);
          if (waiting.compareAndSet(true, false)) {
            listener.answering();
          }
          return answer;
        }
        trouble = "the service answers " + response.statusCode();
        wait = retryAfter(response, pause);
      } catch (ReplayException e) {
        throw e;
      } catch (IOException e) {
        if (closed) {
          throw new InterruptedException("closed");
        }
        trouble = events + " does not answer (" + describe(e) + ")";
      }
      if (System.nanoTime() + wait.toNanos() > deadline) {
        throw new ReplayException(trouble + "; given up after " + patience.toSeconds() + " s");
      }
      if (waiting.compareAndSet(false, true)) {
        listener.waiting(trouble);
      }
      Thread.sleep(wait);
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
    }
  }

  private static Answer accept(HttpResponse<String> response, Batch batch) throws ReplayException {
    boolean outcomes =
        response.statusCode() == 202
            || (response.statusCode() == 422 && response.body().contains("\"outcomes\""));
    if (!outcomes) {
      throw new ReplayException(
          "the service refuses a batch of %d events with status %d: %s%s"
              .formatted(
                  batch.events().size(),
                  response.statusCode(),
                  Answer.shortened(response.body()),
                  Caller.hint(response.statusCode())));
    }
    return Answer.parse(response.body(), batch);
  }

  private static Duration retryAfter(HttpResponse<String> response, Duration otherwise) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    if (!seconds.matches("\\d{1,6}")) {
      return otherwise;
    }
    Duration wanted = Duration.ofSeconds(Long.parseLong(seconds));
    if (wanted.compareTo(LONGEST_RETRY_AFTER) > 0) {
      return LONGEST_RETRY_AFTER;
    }
    return wanted.isZero() ? otherwise : wanted;
  }

  private static String describe(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }
}
