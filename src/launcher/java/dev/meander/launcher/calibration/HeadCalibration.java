package dev.meander.launcher.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * What one head says of its first place, against what came: four ways to turn its logits into a
 * probability. One thread.
 */
final class HeadCalibration {

  /** Temperatures that the shop's own days are tried with: .5 to 2. */
  private static final int TRIED = 33;

  private static final double WIDEST = 2;

  /** Of no days: nothing is said by them. */
  static final double NO_REACH = -1;

  private final double temperature;
  private final double ownTemperature;
  private final double ownReach;
  private final Reliability before = new Reliability();
  private final Reliability after = new Reliability();
  private final Reliability ofAll = new Reliability();
  private final Reliability own = new Reliability();
  private final double[] likelihood = new double[TRIED];
  private int asked;
  private int missed;

  /**
   * @param temperature of the model
   * @param ownTemperature that was best on earlier days of the shop
   * @param ownReach how often the answer was a candidate on those days, 0 to 1; {@link #NO_REACH}
   *     where there are none
   */
  HeadCalibration(double temperature, double ownTemperature, double ownReach) {
    this.temperature = temperature;
    this.ownTemperature = ownTemperature;
    this.ownReach = ownReach;
  }

  /**
   * @param logits of all that can be the answer, one or more
   * @param truth its place among them; negative where the answer is none of them
   */
  void add(double[] logits, int truth) {
    int first = 0;
    for (int i = 1; i < logits.length; i++) {
      first = logits[i] > logits[first] ? i : first;
    }
    boolean right = truth == first;
    asked++;
    ofAll.add(probability(logits, first, temperature), right);
    if (ownReach >= 0) {
      own.add(ownReach * probability(logits, first, ownTemperature), right);
    }
    if (truth < 0) {
      missed++;
      return;
    }
    before.add(probability(logits, first, 1), right);
    after.add(probability(logits, first, temperature), right);
    for (int i = 0; i < TRIED; i++) {
      likelihood[i] += Math.log(probability(logits, truth, tried(i)));
    }
  }

  private static double tried(int place) {
    return Math.pow(WIDEST, 2.0 * place / (TRIED - 1) - 1);
  }

  private static double probability(double[] logits, int of, double temperature) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp((logit - logits[of]) / temperature);
    }
    return 1 / sum;
  }

  /** The temperature under which what came was likeliest. */
  double bestTemperature() {
    int best = 0;
    for (int i = 1; i < TRIED; i++) {
      best = likelihood[i] > likelihood[best] ? i : best;
    }
    return tried(best);
  }

  /** How often the answer was a candidate; {@link #NO_REACH} where nothing was asked. */
  double reach() {
    return asked == 0 ? NO_REACH : 1 - missed / (double) asked;
  }

  /** How often it was not; 0 where nothing was asked. */
  double missed() {
    return asked == 0 ? 0 : missed / (double) asked;
  }

  int asked() {
    return asked;
  }

  /** Where the answer is a candidate, without temperature. */
  Reliability before() {
    return before;
  }

  /** Where the answer is a candidate, at the model's temperature. */
  Reliability after() {
    return after;
  }

  /** As the service tells it, whatever the answer is. */
  Reliability ofAll() {
    return ofAll;
  }

  /** Whatever the answer is, as earlier days of this shop would have it. */
  Reliability own() {
    return own;
  }

  /** All ways with their names. */
  List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("before", before));
    ways.add(new Way("after", after));
    ways.add(new Way("of all", ofAll));
    ways.add(new Way("own days", own));
    return ways;
  }

  /** One way by name. */
  record Way(String name, Reliability reliability) {}
}
