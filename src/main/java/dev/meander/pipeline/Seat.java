package dev.meander.pipeline;

import dev.meander.projection.LogPartition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerEventListener;
import org.apache.pulsar.client.api.MessageId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A place in the Failover subscription of one partition, through which the broker says whose turn
 * it is. Its consumer is paused and never receives: reading goes through a reader of the tenure's
 * own, which begins where the read model says. Any thread.
 */
final class Seat {

  private static final Logger LOG = Logger.getLogger(Seat.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

  /** Who was fenced asks the broker anew, but not in a hurry: it may not know yet either. */
  private static final Duration BEFORE_SITTING_DOWN_AGAIN = Duration.ofSeconds(1);

  private final LogPartition partition;
  private final Function<Turns, Uni<Consumer<byte[]>>> subscribe;
  private final Function<Seat, Tenure> takeover;
  private @Nullable Turns turns;
  private @Nullable Tenure tenure;
  private boolean closed;

  /**
   * @param subscribe takes a place whose turns are told to that listener
   * @param takeover begins a tenure
   */
  Seat(
      LogPartition partition,
      Function<Turns, Uni<Consumer<byte[]>>> subscribe,
      Function<Seat, Tenure> takeover) {
    this.partition = partition;
    this.subscribe = subscribe;
    this.takeover = takeover;
  }

  LogPartition partition() {
    return partition;
  }

  void sitDown() {
    Turns listener = new Turns();
    synchronized (this) {
      if (closed) {
        return;
      }
      turns = listener;
    }
    Uni.createFrom()
        .deferred(() -> subscribe.apply(listener))
        .onFailure()
        .invoke(failure -> LOG.warnf(failure, "no place at %s; tried again", partition))
        .onFailure(failure -> isCurrent(listener))
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .subscribe()
        .with(listener::seated, failure -> LOG.debug("a place is not wanted any more", failure));
  }

  /** Whether the broker is there. */
  synchronized boolean connected() {
    return turns != null && turns.consumer != null && turns.consumer.isConnected();
  }

  synchronized boolean owning() {
    return tenure != null;
  }

  /** The broker's cursor follows for those who watch the backlog; nothing else depends on it. */
  void acknowledge(MessageId message) {
    Consumer<byte[]> consumer;
    synchronized (this) {
      consumer = turns == null ? null : turns.consumer;
    }
    if (consumer != null) {
      Uni.createFrom()
          .completionStage(() -> consumer.acknowledgeCumulativeAsync(message))
          .subscribe()
          .with(done -> {}, failure -> LOG.debug("a batch was not acknowledged", failure));
    }
  }

  /** Gives the place up and asks for one again: the broker's answer decides, not this process. */
  void fenced(Tenure which) {
    synchronized (this) {
      if (tenure != which) {
        return;
      }
      LOG.infof("%s was taken over", partition);
      standUp();
    }
    Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(BEFORE_SITTING_DOWN_AGAIN)
        .subscribe()
        .with(done -> sitDown());
  }

  /** Begins anew, as another version of the read model wants it. */
  synchronized void retake() {
    if (tenure != null) {
      endTenure();
      tenure = takeover.apply(this);
    }
  }

  synchronized void close() {
    closed = true;
    standUp();
  }

  private void standUp() {
    endTenure();
    Turns left = turns;
    turns = null;
    if (left != null) {
      left.leave();
    }
  }

  private void endTenure() {
    if (tenure != null) {
      tenure.end();
      tenure = null;
    }
  }

  private synchronized boolean isCurrent(Turns listener) {
    return turns == listener;
  }

  /** What the broker says about one place; after it was given up nobody listens any more. */
  final class Turns implements ConsumerEventListener {

    private static final long serialVersionUID = 1L;

    private transient @Nullable Consumer<byte[]> consumer;

    /** Also while it was ours already: in between it may have been somebody else's. */
    @Override
    public void becameActive(Consumer<?> told, int partitionId) {
      synchronized (Seat.this) {
        if (isCurrent(this)) {
          endTenure();
          tenure = takeover.apply(Seat.this);
        }
      }
    }

    @Override
    public void becameInactive(Consumer<?> told, int partitionId) {
      synchronized (Seat.this) {
        if (isCurrent(this)) {
          endTenure();
        }
      }
    }

    private void seated(Consumer<byte[]> made) {
      synchronized (Seat.this) {
        consumer = made;
        if (!isCurrent(this)) {
          leave();
        }
      }
    }

    private void leave() {
      Consumer<byte[]> left = consumer;
      if (left != null) {
        Uni.createFrom()
            .completionStage(left::closeAsync)
            .subscribe()
            .with(done -> {}, failure -> LOG.debug("a place was not given up", failure));
      }
    }
  }
}
