package dev.meander.scoring;

import dev.meander.scoring.shop.ReturnScale;
import dev.meander.statistics.ShopForm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chances of an event within some days, as they were foretold at moments of a shop's past, and
 * whether it came; and how they are to be told from there on. A logistic regression on the log-odds
 * (Platt 1999) with an effect of the calendar month; what is older counts less, and all of it is
 * drawn towards what the model says (a Gaussian prior). Half-life and priors were chosen on rolling
 * years of open_ecommerce's validation (ADR 31). One thread.
 */
public final class ReturnsFit {

  private static final long DAY_MILLIS = 86_400_000;

  /** A moment counts half as much as one so many days after it: four months. */
  private static final double HALF_LIFE_DAYS = 4 * 30.4;

  /** Precisions of the priors: of the intercept about 0, the slope about 1, a month about 0. */
  private static final double INTERCEPT = 50;

  private static final double SLOPE = 200;
  private static final double MONTH = 100;

  private static final int MONTHS = 12;
  private static final int NUMBERS = 2 + MONTHS;
  private static final int STEPS = 25;
  private static final double CLOSE = 1e-9;

  private record Moment(long millis, int month, double odds, boolean came) {}

  private final ShopForm form;
  private final long windowMillis;
  private final List<Moment> moments = new ArrayList<>();

  /**
   * @param form whose clock tells the month
   * @param days of the window
   */
  public ReturnsFit(ShopForm form, int days) {
    this.form = form;
    windowMillis = days * DAY_MILLIS;
  }

  /** The calendar month of a moment on the shop's clock: 0 for January to 11. */
  public static int month(ShopForm form, long millis) {
    return Instant.ofEpochMilli(millis)
            .atOffset(ZoneOffset.ofTotalSeconds(form.zoneSeconds()))
            .getMonthValue()
        - 1;
  }

  /**
   * Adds a moment.
   *
   * @param millis when the window began
   * @param chance that was foretold, 0 to 1
   * @param came whether there was an event in the window; looked at only after its end
   */
  public void add(long millis, double chance, boolean came) {
    moments.add(new Moment(millis, month(form, millis), ReturnScale.odds(chance), came));
  }

  /** Moments whose window is over at another moment. */
  public int over(long millis) {
    return Math.toIntExact(moments.stream().filter(moment -> isOver(moment, millis)).count());
  }

  private boolean isOver(Moment moment, long millis) {
    return moment.millis + windowMillis <= millis;
  }

  /**
   * How chances are to be told at a moment, by what was over then: nothing else is looked at.
   *
   * @return {@link ReturnScale#NONE} where nothing was, or where the past has the model's order the
   *     wrong way round
   */
  public ReturnScale fitted(long millis) {
    List<Moment> over = moments.stream().filter(moment -> isOver(moment, millis)).toList();
    if (over.isEmpty()) {
      return ReturnScale.NONE;
    }
    double[] weights = new double[over.size()];
    for (int i = 0; i < weights.length; i++) {
      double days = (millis - over.get(i).millis) / (double) DAY_MILLIS;
      weights[i] = Math.pow(2, -days / HALF_LIFE_DAYS);
    }
    double[] told = new double[NUMBERS];
    told[1] = 1;
    double moved = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS && moved > CLOSE; step++) {
      moved = step(over, weights, told);
    }
    return moved < Double.POSITIVE_INFINITY && told[1] > 0
        ? new ReturnScale(told[0], told[1], Arrays.stream(told, 2, NUMBERS).boxed().toList())
        : ReturnScale.NONE;
  }

  /**
   * One of Newton's steps; the loss is convex.
   *
   * @return how far it went; infinite where that is no number
   */
  private static double step(List<Moment> over, double[] weights, double[] told) {
    double[][] curve = new double[NUMBERS][NUMBERS];
    double[] slope = new double[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      curve[i][i] = i == 0 ? INTERCEPT : i == 1 ? SLOPE : MONTH;
      slope[i] = curve[i][i] * (told[i] - (i == 1 ? 1 : 0));
    }
    for (int i = 0; i < weights.length; i++) {
      Moment moment = over.get(i);
      int month = 2 + moment.month;
      double chance = 1 / (1 + Math.exp(-told[0] - told[1] * moment.odds - told[month]));
      double off = weights[i] * (chance - (moment.came ? 1 : 0));
      double bend = weights[i] * chance * (1 - chance);
      slope[0] += off;
      slope[1] += off * moment.odds;
      slope[month] += off;
      curve[0][0] += bend;
      curve[0][1] += bend * moment.odds;
      curve[1][1] += bend * moment.odds * moment.odds;
      curve[0][month] += bend;
      curve[1][month] += bend * moment.odds;
      curve[month][month] += bend;
    }
    double[] by = solved(curve, slope);
    double moved = 0;
    for (int i = 0; i < NUMBERS; i++) {
      told[i] -= by[i];
      moved = Math.max(moved, Math.abs(by[i]));
    }
    return Double.isFinite(moved) ? moved : Double.POSITIVE_INFINITY;
  }

  /** Of a symmetric positive matrix, its upper half given: Cholesky's, in place. */
  private static double[] solved(double[][] upper, double[] right) {
    double[] x = right.clone();
    int n = x.length;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        upper[i][i] -= upper[k][i] * upper[k][i];
        x[i] -= upper[k][i] * x[k];
      }
      upper[i][i] = Math.sqrt(upper[i][i]);
      x[i] /= upper[i][i];
      for (int j = i + 1; j < n; j++) {
        for (int k = 0; k < i; k++) {
          upper[i][j] -= upper[k][i] * upper[k][j];
        }
        upper[i][j] /= upper[i][i];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int j = i + 1; j < n; j++) {
        x[i] -= upper[i][j] * x[j];
      }
      x[i] /= upper[i][i];
    }
    return x;
  }
}
