package dev.meander.pipeline;

import dev.meander.projection.BatchResult;
import dev.meander.projection.EventBatch;
import dev.meander.projection.ProfileStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.pulsar.PulsarIncomingBatchMessage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Log to read model: consume, fold in one transaction, publish, acknowledge; one batch after the
 * other.
 *
 * <p>Nothing is acknowledged before it is stored and published, and nothing is ever refused: while
 * the database or the broker does not answer, the batch is tried again in place, and the readiness
 * says so. A batch that was stored but not acknowledged comes again; the stored position makes it
 * change nothing, and its profiles are published again.
 */
@ApplicationScoped
class ProjectionPipeline {

  private static final Logger LOG = Logger.getLogger(ProjectionPipeline.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

  private final ProjectionDecoder decoder;
  private final ProfileStore store;
  private final ProfilePublisher publisher;
  private final ProjectionMeters meters;

  @Inject
  ProjectionPipeline(
      ProjectionDecoder decoder,
      ProfileStore store,
      ProfilePublisher publisher,
      ProjectionMeters meters) {
    this.decoder = decoder;
    this.store = store;
    this.publisher = publisher;
    this.meters = meters;
  }

  /** Completes when the batch is stored, published and acknowledged. */
  @Incoming("behavior-events")
  Uni<Void> project(PulsarIncomingBatchMessage<byte[]> batch) {
    Context context = Vertx.currentContext();
    return untilItWorks(
            "open", context, Uni.createFrom().deferred(() -> decoder.opener(batch.unwrap())))
        .chain(
            opener ->
                Uni.createFrom()
                    .completionStage(
                        () ->
                            context
                                .executeBlocking(
                                    () -> decoder.decode(batch.unwrap(), opener), false)
                                .toCompletionStage()))
        .chain(decoded -> untilItWorks("store", context, apply(decoded)))
        .call(result -> untilItWorks("publish", context, publisher.publish(result.profiles())))
        .chain(() -> BatchAcknowledgement.acknowledge(batch))
        .eventually(meters::settled);
  }

  private Uni<BatchResult> apply(EventBatch batch) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long started = System.nanoTime();
              return store.apply(batch).invoke(result -> meters.stored(batch, result, started));
            });
  }

  /** Each attempt starts on the context of the batch: the retry's timer is not on it. */
  private <T> Uni<T> untilItWorks(String what, Context context, Uni<T> step) {
    return step.runSubscriptionOn(work -> context.runOnContext(ignored -> work.run()))
        .onFailure()
        .invoke(
            failure -> {
              meters.failed(failure);
              LOG.warnf(failure, "could not %s a batch; it will be tried again", what);
            })
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .emitOn(work -> context.runOnContext(ignored -> work.run()));
  }
}
