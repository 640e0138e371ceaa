package dev.meander.pipeline;

import dev.meander.log.LogPositions;
import dev.meander.projection.Claim;
import dev.meander.projection.FencedException;
import dev.meander.projection.LogPartition;
import dev.meander.projection.ProfileStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fills one version of the read model from one partition of the log, batch by batch. Nothing is
 * published: what was folded counts as published at once. One step at a time.
 */
final class RebuildLane {

  private static final Logger LOG = Logger.getLogger(RebuildLane.class);

  private final RebuildParts parts;
  private final ProfileStore store;
  private final int version;
  private final LogPartition partition;
  private final int batchEvents;
  private List<Message<byte[]>> unfolded = List.of();
  private @Nullable Reader<byte[]> reader;
  private @Nullable Claim claim;
  private final AtomicLong events = new AtomicLong();
  private volatile long firstAt;
  private volatile long reachedAt;
  private volatile long endAt;
  private volatile boolean caughtUp;
  private volatile boolean over;

  RebuildLane(
      RebuildParts parts,
      ProfileStore store,
      int version,
      LogPartition partition,
      int batchEvents) {
    this.parts = parts;
    this.store = store;
    this.version = version;
    this.partition = partition;
    this.batchEvents = batchEvents;
  }

  /** Takes the partition in this version; whoever filled it before is fenced. */
  Uni<Void> begin() {
    return OwnContext.<Claim>on(parts.vertx(), () -> store.take(partition))
        .chain(
            taken ->
                parts
                    .reader(partition, RebuildParts.after(taken))
                    .invoke(
                        reading -> {
                          claim = taken;
                          reader = reading;
                        }))
        .chain(() -> worker(() -> begun().hasMessageAvailable()))
        .chain(any -> any ? end() : Uni.createFrom().voidItem());
  }

  /**
   * Looks when the log took its newest entry. Not to be asked of a partition without entries:
   * seeking the last one there breaks the client's connection, with all that shares it.
   */
  private Uni<Void> end() {
    return parts
        .last(partition)
        .call(last -> worker(() -> endAt = publishTime(last)))
        .call(last -> Uni.createFrom().completionStage(last::closeAsync))
        .replaceWithVoid();
  }

  /** The reader goes to the last entry when it is asked whether there is one. */
  private static long publishTime(Reader<byte[]> last) throws PulsarClientException {
    return last.hasMessageAvailable() ? last.readNext().getPublishTime() : 0;
  }

  private Reader<byte[]> begun() {
    return Objects.requireNonNull(reader, "a lane begins before it reads");
  }

  /**
   * Folds what is there, up to a batch; tells whether there was anything. Ends for good when
   * somebody else has taken the partition.
   */
  Uni<Boolean> step() {
    return OwnContext.on(
        parts.vertx(),
        () -> {
          Context context = Vertx.currentContext();
          return over
              ? Uni.createFrom().item(false)
              : read().chain(messages -> fold(context, messages));
        });
  }

  private Uni<Boolean> fold(Context context, List<Message<byte[]>> messages) {
    if (messages.isEmpty()) {
      caughtUp = true;
      return Uni.createFrom().item(false);
    }
    if (firstAt == 0) {
      firstAt = messages.getFirst().getPublishTime();
    }
    return RetryInPlace.untilItWorks(
        "fold a batch of a rebuild",
        context,
        Uni.createFrom()
            .deferred(() -> over ? Uni.createFrom().item(false) : folded(context, messages))
            .onFailure(FencedException.class)
            .recoverWithItem(
                fenced -> {
                  LOG.infof("version %d of %s is another one's now", version, partition);
                  close();
                  return false;
                }),
        failure -> {});
  }

  private Uni<Boolean> folded(Context context, List<Message<byte[]>> messages) {
    return backOn(
            context,
            parts
                .decoder()
                .opener(messages)
                .chain(reading -> worker(() -> parts.decoder().decode(messages, reading)))
                .chain(batch -> parts.decoder().complete(version, batch)))
        .chain(
            batch ->
                store
                    .apply(batch, Map.of(partition, held()))
                    .invoke(result -> done(messages, batch.size()))
                    .replaceWith(true));
  }

  private void done(List<Message<byte[]>> messages, int folded) {
    Message<byte[]> last = messages.get(folded - 1);
    claim = held().published(LogPositions.of(last.getMessageId()));
    // A view of the rest would hold on to all of the batch.
    unfolded = List.copyOf(messages.subList(folded, messages.size()));
    long _ = events.addAndGet(folded);
    reachedAt = last.getPublishTime();
  }

  private Claim held() {
    return Objects.requireNonNull(claim, "a lane begins before it folds");
  }

  /** What a batch that was cut left over comes first. */
  private Uni<List<Message<byte[]>>> read() {
    if (!unfolded.isEmpty()) {
      return Uni.createFrom().item(unfolded);
    }
    return RetryInPlace.untilItWorks(
        "read a batch of a rebuild",
        Vertx.currentContext(),
        Uni.createFrom()
            .deferred(() -> over ? Uni.createFrom().item(List.of()) : worker(this::batch)),
        failure -> {});
  }

  /** What was read before the broker went away is not lost. */
  private List<Message<byte[]>> batch() throws PulsarClientException {
    List<Message<byte[]>> batch = new ArrayList<>();
    try {
      while (batch.size() < batchEvents && begun().hasMessageAvailable()) {
        batch.add(begun().readNext());
      }
    } catch (PulsarClientException e) {
      if (batch.isEmpty()) {
        throw e;
      }
      LOG.warnf(e, "the log of %s was read up to a failure", partition);
    }
    return batch;
  }

  private <T> Uni<T> worker(Callable<T> work) {
    return Uni.createFrom()
        .completionStage(() -> parts.vertx().executeBlocking(work, false).toCompletionStage());
  }

  /** Hibernate Reactive wants the context that the step began on. */
  private static <T> Uni<T> backOn(Context context, Uni<T> work) {
    return work.emitOn(next -> context.runOnContext(_ -> next.run()));
  }

  void close() {
    over = true;
    Reader<byte[]> reading = reader;
    if (reading != null) {
      Uni.createFrom()
          .completionStage(reading::closeAsync)
          .subscribe()
          .with(closed -> {}, failure -> LOG.debug("a reader was not closed", failure));
    }
  }

  boolean over() {
    return over;
  }

  boolean caughtUp() {
    return caughtUp;
  }

  long events() {
    return events.get();
  }

  /** Through what was in the log when this began, by the times at which the log took it; 0 to 1. */
  double reached() {
    if (caughtUp) {
      return 1;
    }
    long whole = endAt - firstAt;
    return firstAt == 0 || whole <= 0
        ? 0
        : Math.clamp((double) (reachedAt - firstAt) / whole, 0, 1);
  }

  /** When the log took the newest event that is folded; 0 where none is. */
  long reachedAt() {
    return reachedAt;
  }
}
