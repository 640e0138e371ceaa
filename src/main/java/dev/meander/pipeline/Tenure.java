package dev.meander.pipeline;

import dev.meander.log.LogPositions;
import dev.meander.projection.Claim;
import dev.meander.projection.LogPartition;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Reader;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in which this process owns a partition of the log, and its reader. What is
 * read begins right after the claim's position and has no gaps. Any thread.
 */
final class Tenure {

  private static final Logger LOG = Logger.getLogger(Tenure.class);

  private final Seat seat;
  private final Inbox inbox;
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile boolean over;
  private volatile @Nullable Claim claim;
  private volatile @Nullable Reader<byte[]> reader;

  Tenure(Seat seat, Inbox inbox) {
    this.seat = seat;
    this.inbox = inbox;
  }

  LogPartition partition() {
    return seat.partition();
  }

  /** Whether somebody else may own the partition by now. */
  boolean over() {
    return over;
  }

  /** Of a tenure that has begun. */
  Claim claim() {
    Claim held = claim;
    if (held == null) {
      throw new IllegalStateException("nothing was read of " + partition() + " yet");
    }
    return held;
  }

  void begin(Claim taken, Reader<byte[]> reading) {
    claim = taken;
    reader = reading;
    if (over) {
      reader = null;
      close(reading);
    } else {
      readOn();
    }
  }

  /** The profiles of everything up to that message are published. */
  void published(MessageId message) {
    claim = claim().published(LogPositions.of(message));
    seat.acknowledge(message);
  }

  /** Somebody else has taken the partition. */
  void fenced() {
    seat.fenced(this);
  }

  void end() {
    over = true;
    Reader<byte[]> reading = reader;
    // A batch under way may hold this tenure for long, and a closed reader its queue.
    reader = null;
    if (reading != null) {
      close(reading);
    }
    inbox.forget(this);
  }

  /** One message at a time; a message that is there at once does not deepen the stack. */
  private void readOn() {
    if (wanted.getAndIncrement() > 0) {
      return;
    }
    do {
      Reader<byte[]> reading = reader;
      if (over || reading == null) {
        return;
      }
      var _ = reading.readNextAsync().whenComplete(this::arrived);
    } while (wanted.decrementAndGet() > 0);
  }

  private void arrived(@Nullable Message<byte[]> message, @Nullable Throwable failure) {
    if (over) {
      return;
    }
    if (message == null) {
      LOG.warnf(failure, "reading %s ended; it is taken anew", partition());
      seat.fenced(this);
    } else {
      inbox.add(new Inbox.Entry(this, message), this::readOn);
    }
  }

  private static void close(Reader<byte[]> reading) {
    Uni.createFrom()
        .completionStage(reading::closeAsync)
        .subscribe()
        .with(closed -> {}, failure -> LOG.debug("a reader was not closed", failure));
  }
}
