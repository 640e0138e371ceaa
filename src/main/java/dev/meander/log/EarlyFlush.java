package dev.meander.log;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a batch go before its delay is over: at once while nothing else is under way, else with the
 * next answer of the broker. So an append alone waits for nobody, and under load a batch gathers
 * what comes during one round trip. The delay stays the longest wait. Any thread.
 */
final class EarlyFlush {

  private final Runnable flush;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicBoolean gathering = new AtomicBoolean();

  /**
   * @param flush sends what is gathered, without waiting
   */
  EarlyFlush(Runnable flush) {
    this.flush = flush;
  }

  /** An append begins to hand over its events. */
  void began() {
    underWay.incrementAndGet();
  }

  /** It has handed over all of them. */
  void handedOver() {
    gathering.set(true);
    if (underWay.get() == 1) {
      release();
    }
  }

  /** The broker has answered for all of them; called once for each {@link #began}. */
  void answered() {
    if (underWay.decrementAndGet() > 0) {
      release();
    }
  }

  private void release() {
    if (gathering.compareAndSet(true, false)) {
      flush.run();
    }
  }
}
