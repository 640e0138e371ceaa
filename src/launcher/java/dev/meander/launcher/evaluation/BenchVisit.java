package dev.meander.launcher.evaluation;

/**
 * One visit of a published set.
 *
 * @param millis time, or what stands for it
 * @param intent cart, favourite and the like
 */
public record BenchVisit(long millis, String category, String item, boolean intent, boolean buy) {

  /** The same in another category. */
  BenchVisit in(String other) {
    return new BenchVisit(millis, other, item, intent, buy);
  }

  /** What the visit weighs: one more for an intent or a purchase. */
  int weight() {
    return intent || buy ? 2 : 1;
  }
}
