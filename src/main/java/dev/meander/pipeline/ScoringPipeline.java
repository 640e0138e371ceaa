package dev.meander.pipeline;

import dev.meander.log.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.pulsar.PulsarIncomingBatchMessage;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Profiles to views: take the newest of each person, score, store, publish, acknowledge; one batch
 * after the other.
 *
 * <p>Nothing is acknowledged before it is stored and published, and nothing is ever refused: while
 * the cache, the database or the broker does not answer, the batch is tried again in place, and the
 * readiness says so. A batch that comes again changes nothing, since the newest position wins.
 */
@ApplicationScoped
class ScoringPipeline {

  private final ScoringDecoder decoder;
  private final ViewWriter views;
  private final ScoringPublisher publisher;
  private final ScoringMeters meters;
  private final MessageTraces traces;

  @Inject
  ScoringPipeline(
      ScoringDecoder decoder,
      ViewWriter views,
      ScoringPublisher publisher,
      ScoringMeters meters,
      MessageTraces traces) {
    this.decoder = decoder;
    this.views = views;
    this.publisher = publisher;
    this.meters = meters;
    this.traces = traces;
  }

  /** Completes when the batch is stored, published and acknowledged. */
  @Incoming("profiles-in")
  Uni<Void> score(PulsarIncomingBatchMessage<byte[]> batch) {
    Context context = Vertx.currentContext();
    BatchTrace trace =
        traces.begin(Topics.INTEREST_PROFILES, batch.unwrap(), batch.unwrap().size());
    return RetryInPlace.untilItWorks(
            "open a batch of profiles",
            context,
            Uni.createFrom().deferred(() -> decoder.opener(batch.unwrap())),
            failure -> failed(failure, trace))
        .chain(
            opener ->
                Uni.createFrom()
                    .completionStage(
                        () ->
                            context
                                .executeBlocking(
                                    () -> decoder.newest(batch.unwrap(), opener), false)
                                .toCompletionStage()))
        .chain(page -> settle(context, page, trace))
        .chain(
            () ->
                RetryInPlace.untilItWorks(
                    "forget the people of a batch",
                    context,
                    Uni.createFrom()
                        .deferred(() -> views.forget(ScoringDecoder.tombstones(batch.unwrap()))),
                    failure -> failed(failure, trace)))
        .chain(() -> BatchAcknowledgement.acknowledge(batch))
        .eventually(meters::settled)
        .onTermination()
        .invoke((done, failure, cancelled) -> trace.end(failure));
  }

  private Uni<Void> settle(Context context, ProfilePage page, BatchTrace trace) {
    return RetryInPlace.untilItWorks(
            "make views of a batch",
            context,
            Uni.createFrom().deferred(() -> views.write(page)),
            failure -> failed(failure, trace))
        .invoke(() -> trace.passed("views written"))
        .chain(
            scored ->
                RetryInPlace.untilItWorks(
                    "publish a batch of projections",
                    context,
                    meters
                        .publishing()
                        .time(
                            () ->
                                publisher
                                    .publish(scored)
                                    .chain(() -> publisher.forget(page.withdrawn().keySet()))),
                    failure -> failed(failure, trace)));
  }

  private void failed(Throwable failure, BatchTrace trace) {
    trace.failed(failure);
    meters.failed();
  }
}
