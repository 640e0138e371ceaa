package dev.meander.pipeline;

import dev.meander.log.Topics;
import dev.meander.projection.BatchResult;
import dev.meander.projection.EventBatch;
import dev.meander.projection.ProfileStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.pulsar.PulsarIncomingBatchMessage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

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

  private final ProjectionDecoder decoder;
  private final ProfileStore store;
  private final ProfilePublisher publisher;
  private final ProjectionMeters meters;
  private final MessageTraces traces;

  @Inject
  ProjectionPipeline(
      ProjectionDecoder decoder,
      ProfileStore store,
      ProfilePublisher publisher,
      ProjectionMeters meters,
      MessageTraces traces) {
    this.decoder = decoder;
    this.store = store;
    this.publisher = publisher;
    this.meters = meters;
    this.traces = traces;
  }

  /** Completes when the batch is stored, published and acknowledged. */
  @Incoming("behavior-events")
  Uni<Void> project(PulsarIncomingBatchMessage<byte[]> batch) {
    Context context = Vertx.currentContext();
    BatchTrace trace = traces.begin(Topics.BEHAVIOR_EVENTS, batch.unwrap(), batch.unwrap().size());
    return untilItWorks(
            "open a batch of events",
            context,
            trace,
            Uni.createFrom().deferred(() -> decoder.opener(batch.unwrap())))
        .chain(
            opener ->
                Uni.createFrom()
                    .completionStage(
                        () ->
                            context
                                .executeBlocking(
                                    () -> decoder.decode(batch.unwrap(), opener), false)
                                .toCompletionStage()))
        .chain(decoded -> untilItWorks("store a batch of events", context, trace, apply(decoded)))
        .invoke(() -> trace.passed("committed"))
        .call(
            result ->
                untilItWorks(
                    "publish a batch of profiles",
                    context,
                    trace,
                    publisher.publish(result.profiles(), trace)))
        .chain(() -> BatchAcknowledgement.acknowledge(batch))
        .eventually(meters::settled)
        .onTermination()
        .invoke((done, failure, cancelled) -> trace.end(failure));
  }

  private Uni<BatchResult> apply(EventBatch batch) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long started = System.nanoTime();
              return store.apply(batch).invoke(result -> meters.stored(batch, result, started));
            });
  }

  private <T> Uni<T> untilItWorks(String what, Context context, BatchTrace trace, Uni<T> step) {
    return RetryInPlace.untilItWorks(
        what,
        context,
        step,
        failure -> {
          trace.failed(failure);
          meters.failed(failure);
        });
  }
}
