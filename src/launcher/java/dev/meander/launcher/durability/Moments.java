package dev.meander.launcher.durability;

import java.io.IOException;
import java.util.SplittableRandom;

/** Moments spread over a replay, each a random while after the replay came so far. */
final class Moments {

  private static final int LONGEST_WHILE_MILLIS = 300;

  private final int count;
  private final SplittableRandom random;
  private volatile int reached;

  Moments(int count, long seed) {
    this.count = count;
    this.random = new SplittableRandom(seed);
  }

  /** What is done at a moment. */
  @FunctionalInterface
  interface Deed {
    void run() throws IOException, InterruptedException;
  }

  /** Does it at every moment that the replay gets to. */
  void forEach(Milestones replay, Deed deed) {
    try {
      for (int moment = 0; moment < count; moment++) {
        if (!replay.await((moment + 0.5) / count)) {
          return;
        }
        Thread.sleep(random.nextInt(LONGEST_WHILE_MILLIS));
        deed.run();
        reached = moment + 1;
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int reached() {
    return reached;
  }
}
