package dev.meander.pipeline;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pulsar.client.api.Message;
import org.jspecify.annotations.Nullable;

/**
 * What was read of all owned partitions and waits for its batch: of each partition in the log's
 * order, bounded by two batches and a message from each reader. Any thread.
 */
@Singleton
final class Inbox {

  /** A message, and the tenure under which it was read. */
  record Entry(Tenure tenure, Message<byte[]> message) {}

  private final Vertx vertx;
  private final int batchEvents;
  private final long batchBytes;
  private final long delayMillis;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final List<Runnable> parked = new ArrayList<>();
  private long bytes;
  private boolean ripening;
  private @Nullable UniEmitter<? super List<Entry>> taker;

  @Inject
  Inbox(Vertx vertx, ProjectionPipelineConfig config) {
    this.vertx = vertx;
    this.batchEvents = config.batchEvents();
    this.batchBytes = config.batchBytes().asLongValue();
    this.delayMillis = Math.max(1, config.batchDelay().toMillis());
  }

  /**
   * @param goOn run when there is room for the next one: at once, or when a batch was taken
   */
  void add(Entry entry, Runnable goOn) {
    boolean room;
    synchronized (this) {
      waiting.add(entry);
      bytes += entry.message().size();
      room = hasRoom();
      if (!room) {
        parked.add(goOn);
      }
    }
    handOver(false);
    if (room) {
      goOn.run();
    }
  }

  /**
   * What was read under a tenure that is over is not wanted any more. While a log refuses to be
   * written to, its partitions change hands every second and no batch ends: what each owner had
   * read would stay, and its reader's queue with it.
   */
  void forget(Tenure over) {
    List<Runnable> resumed = List.of();
    synchronized (this) {
      waiting.removeIf(
          entry -> {
            boolean forgotten = entry.tenure() == over;
            bytes -= forgotten ? entry.message().size() : 0;
            return forgotten;
          });
      if (hasRoom()) {
        resumed = List.copyOf(parked);
        parked.clear();
      }
    }
    List<Runnable> goingOn = resumed;
    if (!goingOn.isEmpty()) {
      // Whoever ends a tenure holds its seat's lock: others' are not to be asked for meanwhile.
      vertx.runOnContext(_ -> goingOn.forEach(Runnable::run));
    }
  }

  private boolean hasRoom() {
    return waiting.size() < 2 * batchEvents && bytes < 2 * batchBytes;
  }

  /** The next batch, never empty: as soon as it is full or old enough. One may wait at a time. */
  Uni<List<Entry>> next() {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              synchronized (this) {
                taker = emitter;
              }
              handOver(false);
            });
  }

  private void handOver(boolean ripe) {
    UniEmitter<? super List<Entry>> taking;
    List<Entry> batch;
    List<Runnable> resumed;
    synchronized (this) {
      taking = taker;
      if (taking == null || waiting.isEmpty()) {
        return;
      }
      if (!ripe && waiting.size() < batchEvents && bytes < batchBytes) {
        ripen();
        return;
      }
      batch = batch();
      taker = null;
      resumed = List.copyOf(parked);
      parked.clear();
    }
    taking.complete(batch);
    resumed.forEach(Runnable::run);
  }

  private void ripen() {
    if (!ripening) {
      ripening = true;
      long _ =
          vertx.setTimer(
              delayMillis,
              _ -> {
                synchronized (this) {
                  ripening = false;
                }
                handOver(true);
              });
    }
  }

  private List<Entry> batch() {
    List<Entry> batch = new ArrayList<>(Math.min(waiting.size(), batchEvents));
    long taken = 0;
    while (!waiting.isEmpty() && batch.size() < batchEvents && taken < batchBytes) {
      Entry entry = waiting.remove();
      taken += entry.message().size();
      batch.add(entry);
    }
    bytes -= taken;
    return batch;
  }
}
