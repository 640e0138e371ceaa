package dev.meander.log;

import dev.meander.event.LogPosition;
import dev.meander.platform.ErrorCode;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClientException;
import org.jspecify.annotations.Nullable;

/** One append under way: answers when the broker has spoken about every event. */
final class Append {

  private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);
  private static final Duration RETRY_WHEN_GONE = Duration.ofSeconds(2);

  private final @Nullable LogPosition[] positions;
  private final UniEmitter<? super List<LogPosition>> answer;
  private final @Nullable Context caller = Vertx.currentContext();
  private final AtomicInteger outstanding;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Append(int events, UniEmitter<? super List<LogPosition>> answer) {
    this.positions = new LogPosition[events];
    this.answer = answer;
    this.outstanding = new AtomicInteger(events);
  }

  /** Called once for each event, in any order. */
  void await(int index, CompletableFuture<MessageId> sent) {
    var _ =
        sent.whenComplete(
            (id, thrown) -> {
              if (thrown == null) {
                positions[index] = LogPositions.of(id);
              } else {
                failure.compareAndSet(null, thrown);
              }
              // The counter also publishes the position to the thread that answers.
              if (outstanding.decrementAndGet() == 0) {
                onCaller();
              }
            });
  }

  /**
   * Answers where the question came from: on the broker's thread the request's trace would stay
   * behind, and every later request of that thread would be taken for a part of it.
   */
  private void onCaller() {
    if (caller == null) {
      finish();
    } else {
      caller.runOnContext(_ -> finish());
    }
  }

  void finishEmpty() {
    answer.complete(List.of());
  }

  /** Nothing was sent. */
  void refuse(String detail) {
    answer.fail(
        new AppendException(
            ErrorCode.LOG_UNAVAILABLE, detail, RETRY_WHEN_GONE, null, Arrays.asList(positions)));
  }

  private void finish() {
    Throwable thrown = failure.get();
    if (thrown == null) {
      answer.complete(List.of(positions));
    } else if (full(thrown)) {
      fail(ErrorCode.TOO_MANY_REQUESTS, "Too many events wait for the broker.", RETRY_WHEN_FULL);
    } else {
      fail(
          ErrorCode.LOG_UNAVAILABLE,
          "The event log did not store every event in time; a retry changes nothing that it did.",
          RETRY_WHEN_GONE);
    }
  }

  private void fail(ErrorCode code, String detail, Duration retryAfter) {
    answer.fail(
        new AppendException(code, detail, retryAfter, failure.get(), Arrays.asList(positions)));
  }

  private static boolean full(Throwable thrown) {
    return thrown instanceof PulsarClientException.ProducerQueueIsFullError
        || thrown instanceof PulsarClientException.MemoryBufferIsFullError;
  }
}
