package dev.meander.pipeline;

import dev.meander.log.Topics;
import dev.meander.pipeline.ProjectionDecoder.Reading;
import dev.meander.projection.BatchResult;
import dev.meander.projection.EventBatch;
import dev.meander.projection.FencedException;
import dev.meander.projection.PersonErasure;
import dev.meander.projection.ProfileStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pulsar.client.api.Message;

/**
 * Log to read model: fold in one transaction, publish, then say so; one batch after the other.
 *
 * <p>Nothing counts as published before it is, and nothing is ever refused: while the database or
 * the broker does not answer, the batch is tried again in place, and the readiness says so. A batch
 * that was stored but perhaps not published comes again after a crash; the stored position makes it
 * change nothing, and its profiles are published again. What somebody else has taken over is
 * dropped: nothing of it is stored, published or acknowledged.
 */
@ApplicationScoped
class ProjectionPipeline {

  /** Who was held up for so long after a commit may have been taken over, and asks. */
  private static final Duration SURE_OF_OWNING = Duration.ofSeconds(1);

  private final ProjectionDecoder decoder;
  private final ProfileStore store;
  private final ErasurePassage erasures;
  private final ProjectionMeters meters;
  private final MessageTraces traces;

  @Inject
  ProjectionPipeline(
      ProjectionDecoder decoder,
      ProfileStore store,
      ErasurePassage erasures,
      ProjectionMeters meters,
      MessageTraces traces) {
    this.decoder = decoder;
    this.store = store;
    this.erasures = erasures;
    this.meters = meters;
    this.traces = traces;
  }

  /** Completes when what this process owns of the batch is stored and published. */
  Uni<Void> project(List<Inbox.Entry> batch) {
    List<Inbox.Entry> owned = batch.stream().filter(entry -> !entry.tenure().over()).toList();
    if (owned.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Message<byte[]>> messages = owned.stream().map(Inbox.Entry::message).toList();
    Step step = new Step(Vertx.currentContext(), new BatchOwners(owned), begin(messages));
    return untilItWorks(
            step,
            "open a batch of events",
            Uni.createFrom().deferred(() -> decoder.opener(messages)))
        .chain(reading -> decoded(step.context(), messages, reading))
        .chain(
            events ->
                events.size() < owned.size()
                    ? inTwo(owned, events.size())
                    : applied(step, owned, events))
        .eventually(meters::settled)
        .onTermination()
        .invoke((done, failure, cancelled) -> step.trace().end(failure));
  }

  private Uni<Void> inTwo(List<Inbox.Entry> batch, int first) {
    return project(batch.subList(0, first))
        .chain(() -> project(batch.subList(first, batch.size())));
  }

  private Uni<Void> applied(Step step, List<Inbox.Entry> owned, EventBatch events) {
    return untilItWorks(
            step,
            "read what was put aside",
            Uni.createFrom().deferred(() -> decoder.complete(events)))
        .chain(
            batch ->
                untilItWorks(step, "store a batch of events", stored(batch, step.owners()))
                    .chain(
                        stored ->
                            stored.isEmpty()
                                ? project(owned)
                                : published(step, stored.get(), batch.erasures())));
  }

  private BatchTrace begin(List<Message<byte[]>> messages) {
    return traces.begin(Topics.BEHAVIOR_EVENTS, messages, messages.size());
  }

  private Uni<EventBatch> decoded(
      Context context, List<Message<byte[]>> messages, Reading reading) {
    return Uni.createFrom()
        .completionStage(
            () ->
                context
                    .executeBlocking(() -> decoder.decode(messages, reading), false)
                    .toCompletionStage());
  }

  /** Empty where somebody else owns a part of the batch by now. */
  private Uni<Optional<BatchResult>> stored(EventBatch batch, BatchOwners owners) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long started = System.nanoTime();
              return store
                  .apply(batch, owners.claims())
                  .invoke(result -> meters.stored(batch, result, started))
                  .map(Optional::of);
            })
        .onFailure(FencedException.class)
        .recoverWithItem(
            failure -> {
              meters.fenced();
              owners.fenced(failure.lost());
              return Optional.empty();
            });
  }

  private Uni<Void> published(Step step, BatchResult result, List<PersonErasure> forgotten) {
    step.trace().passed("committed");
    long committed = System.nanoTime();
    return untilItWorks(
            step,
            "publish a batch of profiles",
            Uni.createFrom()
                .deferred(
                    () ->
                        ownedStill(step.owners(), committed)
                            .chain(
                                () ->
                                    meters
                                        .publishing()
                                        .time(
                                            () ->
                                                erasures.publish(
                                                    step.owners().owned(result),
                                                    step.owners().ownedErasures(forgotten),
                                                    step.trace())))))
        .invoke(() -> step.owners().published());
  }

  private Uni<Void> ownedStill(BatchOwners owners, long committed) {
    return System.nanoTime() - committed < SURE_OF_OWNING.toNanos()
        ? Uni.createFrom().voidItem()
        : store.lost(owners.claims()).invoke(owners::fenced).replaceWithVoid();
  }

  private <T> Uni<T> untilItWorks(Step step, String what, Uni<T> work) {
    return RetryInPlace.untilItWorks(
        what,
        step.context(),
        work,
        failure -> {
          step.trace().failed(failure);
          meters.failed(failure);
        });
  }

  /** What the steps of one batch share. */
  private record Step(Context context, BatchOwners owners, BatchTrace trace) {}
}
