package dev.meander.statistics;

import java.util.Arrays;

/**
 * Chooses the candidates for a person's next category and computes their features. Holds scratch
 * space: one extractor a thread.
 */
public final class FeatureExtractor {
  private static final int BY_MOVES = 70;
  private static final int BY_NEIGHBOURS = 60;
  private static final int BY_PEOPLE = 20;
  private static final int BY_NOVEL_MOVES = 30;

  private final OwnHistory own = new OwnHistory();
  private final ShopScores scores = new ShopScores();
  private final Largest largest = new Largest();
  private final CandidateRows rows = new CandidateRows();
  private final OwnFeatures ownFeatures = new OwnFeatures();
  private final ShopFeatures shopFeatures = new ShopFeatures();
  private final PersonFeatures personFeatures = new PersonFeatures();
  private final int[] found = new int[BY_MOVES];
  private boolean[] chosen = new boolean[0];

  /**
   * The candidates after run {@code k}: all of the person's last 301 runs, those that the shop's
   * people move to, visit together or visit most, never the unknown one; and last the current
   * category, known or not.
   *
   * @param k of a run, 0 to {@code runs.size() - 1}; later runs are not looked at
   * @return valid until the next call
   */
  public CandidateRows extract(ShopStatistics shop, Runs runs, int k) {
    if (k < 0 || k >= runs.size) {
      throw new IndexOutOfBoundsException("run " + k + " of " + runs.size);
    }
    own.read(runs, k, shop.unknown, shop.form.grain() != ShopForm.TimeGrain.DAY);
    scores.read(shop, own);
    choose(shop);
    ownFeatures.write(shop, runs, k, own, rows);
    shopFeatures.write(shop, own, scores, rows);
    personFeatures.write(shop, runs, k, own, scores, rows);
    rows.putAll(Feature.CURRENT, 0);
    rows.put(rows.others(), Feature.CURRENT, 1);
    return rows;
  }

  private void choose(ShopStatistics shop) {
    int size = shop.unknown + 1;
    if (chosen.length != size) {
      chosen = new boolean[size];
    }
    Arrays.fill(chosen, false);
    for (int j = 0; j < own.distinct; j++) {
      chosen[own.categories[j]] = true;
    }
    mark(scores.move4, size, BY_MOVES);
    mark(scores.neighbours, size, BY_NEIGHBOURS);
    mark(scores.inPeople, size, BY_PEOPLE);
    mark(scores.novel, size, BY_NOVEL_MOVES);
    for (int category : shop.popularity.top) {
      chosen[category] = true;
    }
    chosen[shop.unknown] = false;
    chosen[own.history[own.length - 1]] = false;
    int count = 0;
    for (boolean each : chosen) {
      count += each ? 1 : 0;
    }
    rows.reserve(count + 1);
    int next = 0;
    for (int category = 0; category < size; category++) {
      if (chosen[category]) {
        rows.category[next++] = category;
      }
    }
    rows.category[next] = own.history[own.length - 1];
  }

  private void mark(double[] score, int size, int most) {
    int count = largest.top(score, size, Math.min(most, size - 1), found);
    for (int i = 0; i < count; i++) {
      chosen[found[i]] = true;
    }
  }
}
