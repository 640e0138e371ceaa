package dev.meander.scoring;

import dev.meander.scoring.shop.FirstPlace;
import dev.meander.scoring.shop.HeadScale;
import java.util.ArrayList;
import java.util.List;

/**
 * What one head said at moments of a shop's days and what came then, and how the head is to be told
 * to be right there. Holds the logits. One thread.
 */
public final class ScaleFit {

  /** Between these a temperature is looked for. */
  static final double COLDEST = .2;

  static final double HOTTEST = 10;

  private static final double PRECISION = 1e-3;
  private static final double SUREST = 1e-9;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** A moment; the truth is negative where the answer was no candidate. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Moment(float[] logits, int truth, boolean newcomer) {}

  private final List<Moment> moments = new ArrayList<>();
  private int met;

  /**
   * Adds a moment.
   *
   * @param logits of all that can be the answer, one or more; kept
   * @param truth its place among them; negative where the answer is none of them
   * @param newcomer whether nothing was known of the person before the current run
   */
  public void add(float[] logits, int truth, boolean newcomer) {
    add(new Moment(logits, truth, newcomer));
  }

  private void add(Moment moment) {
    moments.add(moment);
    met += moment.truth >= 0 ? 1 : 0;
  }

  /** Moments that were added. */
  public int asked() {
    return moments.size();
  }

  /**
   * What the moments say of themselves, drawn towards something else that is known: the fewer they
   * are, the more.
   *
   * @param prior what is as likely to be true beforehand as after {@code weight} moments
   * @param weight 0 and up; of 0 moments it must be above
   */
  public HeadScale fitted(HeadScale prior, double weight) {
    double reach = (met + weight * prior.reach()) / (asked() + weight);
    return new HeadScale(temperature(prior.temperature(), weight), reach);
  }

  /** The share of the moments whose answer was a candidate; NaN where there are none. */
  public double reach() {
    return met / (double) asked();
  }

  /**
   * Every second moment by itself.
   *
   * @param odd those in odd places, else those in even ones
   */
  ScaleFit half(boolean odd) {
    ScaleFit half = new ScaleFit();
    for (int i = odd ? 1 : 0; i < moments.size(); i += 2) {
      half.add(moments.get(i));
    }
    return half;
  }

  /**
   * Tells of every moment whose answer was a candidate what share the first place had, and whether
   * it was right.
   */
  void firstPlaces(double temperature, FirstPlaceFit fit) {
    for (Moment moment : moments) {
      if (moment.truth >= 0) {
        double[] shares = shares(moment, temperature);
        int first = FirstPlace.of(shares);
        fit.add(shares[first], moment.newcomer, first == moment.truth);
      }
    }
  }

  /**
   * How much likelier one scale than another has it that first places were right, moment by moment.
   *
   * @return differences of log-likelihoods, above 0 where {@code one} says better
   */
  double[] better(HeadScale one, HeadScale other) {
    double[] better = new double[moments.size()];
    for (int i = 0; i < better.length; i++) {
      better[i] = likelihood(moments.get(i), one) - likelihood(moments.get(i), other);
    }
    return better;
  }

  private static double likelihood(Moment moment, HeadScale scale) {
    double[] told = scale.told(shares(moment, scale.temperature()), moment.newcomer);
    int first = FirstPlace.of(told);
    double said = Math.clamp(told[first], SUREST, 1 - SUREST);
    return Math.log(first == moment.truth ? said : 1 - said);
  }

  private static double[] shares(Moment moment, double temperature) {
    double[] logits = new double[moment.logits.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = moment.logits[i];
    }
    return Softmax.of(logits, -1, temperature);
  }

  /**
   * The temperature under which what came was likeliest, by golden section on its logarithm: the
   * likelihood has one peak (it is log-concave in 1 / T). A prior is as if the logarithm had been
   * measured before, with the spread that {@code weight} moments leave.
   */
  private double temperature(double prior, double weight) {
    double low = Math.log(COLDEST);
    double high = Math.log(HOTTEST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double ofLeft = loss(left, prior, weight);
    double ofRight = loss(right, prior, weight);
    while (high - low > PRECISION) {
      if (ofLeft < ofRight) {
        high = right;
        right = left;
        ofRight = ofLeft;
        left = high - GOLDEN * (high - low);
        ofLeft = loss(left, prior, weight);
      } else {
        low = left;
        left = right;
        ofLeft = ofRight;
        right = low + GOLDEN * (high - low);
        ofRight = loss(right, prior, weight);
      }
    }
    return Math.exp((low + high) / 2);
  }

  private double loss(double logTemperature, double prior, double weight) {
    double temperature = Math.exp(logTemperature);
    double away = logTemperature - Math.log(prior);
    double loss = weight / 2 * away * away;
    for (Moment moment : moments) {
      if (moment.truth < 0) {
        continue;
      }
      double sum = 0;
      float truth = moment.logits[moment.truth];
      for (float logit : moment.logits) {
        sum += Math.exp((logit - truth) / temperature);
      }
      loss += Math.log(sum);
    }
    return loss;
  }
}
