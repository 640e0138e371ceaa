package dev.meander.launcher.chaos;

import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends the events of a made-up shop at a steady rate, in some lanes beside each other and one
 * request at a time in each, so that a person's events go out in their order. While the service is
 * away, a bounded queue fills and then the rate falls.
 */
final class Load implements AutoCloseable {

  private static final int LANES = 8;
  private static final int QUEUE = 500;
  private static final int LARGEST_REQUEST = 50;

  /** Every so many requests, a client forgets that it was answered. */
  private static final int FORGOTTEN = 40;

  private final List<BlockingQueue<NumberedEvent>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Ledger ledger;
  private final Requests requests;
  private final SampleStream stream;
  private final long nanosBetween;
  private volatile boolean finishing;

  private Load(URI service, Ledger ledger, SampleSettings shop, int rate) {
    this.ledger = ledger;
    this.requests = new Requests(service, ledger);
    this.stream = new SampleStream(shop);
    this.nanosBetween = Duration.ofSeconds(1).toNanos() / rate;
  }

  /**
   * @param rate events per second
   */
  static Load start(URI service, Ledger ledger, SampleSettings shop, int rate) {
    Load load = new Load(service, ledger, shop, rate);
    for (int lane = 0; lane < LANES; lane++) {
      BlockingQueue<NumberedEvent> queue = new ArrayBlockingQueue<>(QUEUE);
      load.queues.add(queue);
      load.threads.add(Thread.ofVirtual().name("lane-" + lane).start(() -> load.send(queue)));
    }
    load.threads.add(Thread.ofVirtual().name("pace").start(load::pace));
    return load;
  }

  private void pace() {
    try {
      long due = System.nanoTime();
      while (!finishing && stream.hasNext()) {
        var event = new NumberedEvent(ledger.number(), stream.next());
        queues.get(Math.floorMod(event.person().hashCode(), LANES)).put(event);
        // What a full queue held up is not made up for: the rate is steady or lower.
        due = Math.max(due + nanosBetween, System.nanoTime() - Duration.ofMillis(50).toNanos());
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(BlockingQueue<NumberedEvent> queue) {
    try {
      for (int request = 1; ; request++) {
        NumberedEvent first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          if (finishing && !threads.getLast().isAlive()) {
            return;
          }
          continue;
        }
        List<NumberedEvent> events = new ArrayList<>(List.of(first));
        queue.drainTo(events, LARGEST_REQUEST - 1);
        requests.sendUntilAcknowledged(events);
        if (request % FORGOTTEN == 0) {
          requests.sendAgainWithoutKey(events);
        }
      }
    } catch (IOException e) {
      ledger.unexpected("a lane gave up: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes no more events and returns when all are acknowledged.
   *
   * @throws IOException when that takes longer than the limit
   */
  void finish(Duration limit) throws IOException, InterruptedException {
    finishing = true;
    long deadline = System.nanoTime() + limit.toNanos();
    for (Thread thread : threads.reversed()) {
      if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
        throw new IOException(
            "%d of %d events are not acknowledged %d s after the last blow"
                .formatted(
                    ledger.sent() - ledger.acknowledged(), ledger.sent(), limit.toSeconds()));
      }
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    requests.close();
  }
}
