package dev.meander.launcher.calibration;

import dev.meander.scoring.shop.HeadScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one head says of its first place, against what came: four ways to turn its logits into a
 * probability. One thread.
 */
final class HeadCalibration {

  private final double temperature;
  private final @Nullable HeadScale scale;
  private final Reliability before = new Reliability();
  private final Reliability after = new Reliability();
  private final Reliability ofAll = new Reliability();
  private final Reliability served = new Reliability();
  private int asked;
  private int missed;

  /**
   * @param temperature of the model
   * @param scale by which the service tells it in this shop; null where it has too few own days
   */
  HeadCalibration(double temperature, @Nullable HeadScale scale) {
    this.temperature = temperature;
    this.scale = scale;
  }

  /**
   * @param logits of all that can be the answer, one or more
   * @param truth its place among them; negative where the answer is none of them
   * @param newcomer whether nothing was known of the person before the current run
   */
  void add(double[] logits, int truth, boolean newcomer) {
    int first = 0;
    for (int i = 1; i < logits.length; i++) {
      first = logits[i] > logits[first] ? i : first;
    }
    boolean right = truth == first;
    asked++;
    double manifest = probability(logits, first, temperature);
    served.add(
        scale == null ? manifest : scale.told(shares(logits, scale.temperature()), newcomer)[first],
        right);
    ofAll.add(manifest, right);
    if (truth < 0) {
      missed++;
      return;
    }
    before.add(probability(logits, first, 1), right);
    after.add(manifest, right);
  }

  private static double[] shares(double[] logits, double temperature) {
    double highest = Arrays.stream(logits).max().orElseThrow();
    double[] shares = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp((logits[i] - highest) / temperature);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static double probability(double[] logits, int of, double temperature) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp((logit - logits[of]) / temperature);
    }
    return 1 / sum;
  }

  /** How often the answer was no candidate; 0 where nothing was asked. */
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

  /** At the model's temperature, whatever the answer is. */
  Reliability ofAll() {
    return ofAll;
  }

  /** As the service tells it in the end, whatever the answer is. */
  Reliability served() {
    return served;
  }

  /** All ways with their names. */
  List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("before", before));
    ways.add(new Way("after", after));
    ways.add(new Way("of all", ofAll));
    ways.add(new Way("as served", served));
    return ways;
  }

  /** One way by name. */
  record Way(String name, Reliability reliability) {}
}
