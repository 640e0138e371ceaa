package dev.meander.pipeline;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tries a step until it works, with pauses that double up to ten seconds: a batch is never refused,
 * since refusing breaks the order. What no further try can change fails.
 */
final class RetryInPlace {

  private static final Logger LOG = Logger.getLogger(RetryInPlace.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

  private RetryInPlace() {}

  /**
   * Each attempt starts on the context of the batch, for the retry's timer is not on it.
   *
   * @param what could not be done, for the log: {@code write views}
   * @param failed told of each failure
   */
  static <T> Uni<T> untilItWorks(
      String what, Context context, Uni<T> step, Consumer<Throwable> failed) {
    return step.runSubscriptionOn(work -> context.runOnContext(ignored -> work.run()))
        .onFailure(RetryInPlace::mayWork)
        .invoke(
            failure -> {
              failed.accept(failure);
              LOG.warnf(failure, "could not %s; it will be tried again", what);
            })
        .onFailure(RetryInPlace::mayWork)
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .emitOn(work -> context.runOnContext(ignored -> work.run()));
  }

  private static boolean mayWork(Throwable failure) {
    return !(failure instanceof StoodStillException);
  }
}
