package dev.meander.statistics;

import java.util.Arrays;

/**
 * Computes the rows from which it is foretold how a person's events will spread over categories.
 * Holds scratch space: one extractor a thread.
 */
public final class OutlookExtractor {

  /**
   * Visits of a person that are looked at, the newest, in the service as offline: a person's
   * profile has no more than {@code InterestProfile.HISTORY_EVENTS} events, some of which are no
   * visits.
   */
  public static final int MOST_VISITS = 768;

  private static final double DAY_MILLIS = 86_400_000;
  private static final double LEAST = OutlookRows.LEAST_SHARE;
  private static final double NEVER_DAYS = 10_000;
  private static final double LONGEST_REST = 50;
  private static final int WEIGHTS = Outlook.HALVING + 3;
  private static final int ALL = Outlook.HALVING;
  private static final int LATEST = Outlook.HALVING + 1;
  private static final int LEVEL = Outlook.HALVING + 2;

  private final FeatureExtractor candidates = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
  private final OutlookRows rows = new OutlookRows();
  private final PersonPace pace = new PersonPace();

  /** By row and half-life. */
  private double[] weights = new double[0];

  private double[] latest = new double[0];
  private long[] firstDay = new long[0];
  private long[] lastDay = new long[0];
  private int[] days = new int[0];
  private int[] intents = new int[0];
  private int[] buys = new int[0];

  /**
   * The candidates at a moment.
   *
   * @param runs one or more, all ended before {@code millis}, of the newest {@link #MOST_VISITS}
   * @return valid until the next call
   */
  public OutlookRows extract(ShopStatistics shop, Runs runs, long millis) {
    rows.read(candidates.extract(shop, runs, runs.size - 1));
    reserve();
    count(shop.form, runs);
    pace.read(shop.form, runs, millis);
    writeShares();
    writeRests(millis);
    writeShop(shop);
    pace.write(runs, millis, rows);
    return rows;
  }

  private void reserve() {
    if (latest.length < rows.size) {
      weights = new double[rows.size * WEIGHTS];
      latest = new double[rows.size];
      firstDay = new long[rows.size];
      lastDay = new long[rows.size];
      days = new int[rows.size];
      intents = new int[rows.size];
      buys = new int[rows.size];
    }
    Arrays.fill(weights, 0, rows.size * WEIGHTS, 0);
    Arrays.fill(latest, 0, rows.size, Double.NEGATIVE_INFINITY);
    Arrays.fill(days, 0, rows.size, 0);
    Arrays.fill(intents, 0, rows.size, 0);
    Arrays.fill(buys, 0, rows.size, 0);
  }

  private void count(ShopForm form, Runs runs) {
    long newest = runs.end[runs.size - 1];
    long latestDay = form.day(newest);
    for (int k = 0; k < runs.size; k++) {
      int row = rows.find(runs.category[k]);
      double weight = runs.weight(k);
      // Against the newest, not the moment asked: shares are the same, and something is left.
      double age = (newest - runs.end[k]) / DAY_MILLIS;
      double faded = Math.exp(-age * Math.log(2) / Outlook.LONGEST_DAYS);
      for (int i = Outlook.HALVING - 1; i >= 0; i--) {
        weights[row * WEIGHTS + i] += weight * faded;
        faded *= faded;
      }
      weights[row * WEIGHTS + ALL] += weight;
      weights[row * WEIGHTS + LEVEL] +=
          weight * Math.exp(-age * Math.log(2) / OutlookTrend.HALF_LIFE_DAYS);
      rows.countEvents(row, runs.events[k]);
      long day = form.day(runs.end[k]);
      if (day == latestDay) {
        weights[row * WEIGHTS + LATEST] += weight;
      }
      if (days[row] == 0) {
        firstDay[row] = day;
      }
      if (days[row] == 0 || lastDay[row] != day) {
        days[row]++;
        lastDay[row] = day;
      }
      latest[row] = runs.end[k];
      intents[row] += runs.intents[k];
      buys[row] += runs.buys[k];
    }
  }

  private void writeShares() {
    Outlook[] columns = Outlook.values();
    for (int i = 0; i < WEIGHTS; i++) {
      double sum = 0;
      for (int row = 0; row < rows.size; row++) {
        sum += weights[row * WEIGHTS + i];
      }
      for (int row = 0; row < rows.size; row++) {
        rows.put(row, columns[i], Math.log(weights[row * WEIGHTS + i] / sum + LEAST));
      }
    }
  }

  private void writeRests(long millis) {
    double personGap = pace.gapDays();
    for (int row = 0; row < rows.size; row++) {
      double since = days[row] == 0 ? NEVER_DAYS : (millis - latest[row]) / DAY_MILLIS;
      double span = days[row] == 0 ? 0 : lastDay[row] - firstDay[row];
      double usual = (span + 2 * personGap) / (Math.max(days[row] - 1, 0) + 2);
      rows.put(row, Outlook.SINCE, Math.log1p(since));
      rows.put(row, Outlook.SINCE_USUAL, Math.min(LONGEST_REST, since / usual));
      rows.put(row, Outlook.CATEGORY_DAYS, Math.log1p(days[row]));
      rows.put(row, Outlook.CATEGORY_WEIGHT, Math.log1p(weights[row * WEIGHTS + ALL]));
      rows.put(row, Outlook.CATEGORY_INTENTS, Math.log1p(intents[row]));
      rows.put(row, Outlook.CATEGORY_BUYS, Math.log1p(buys[row]));
    }
  }

  private void writeShop(ShopStatistics shop) {
    double others = 1;
    for (int row = 0; row < rows.elsewhere(); row++) {
      double share = shop.share(rows.category[row]);
      others -= share;
      rows.put(row, Outlook.SHOP_SHARE, Math.log(share));
    }
    rows.put(rows.elsewhere(), Outlook.SHOP_SHARE, Math.log(Math.max(others, LEAST)));
    rows.putAll(Outlook.ELSEWHERE, 0);
    rows.put(rows.elsewhere(), Outlook.ELSEWHERE, 1);
  }
}
