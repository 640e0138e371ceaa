package dev.meander.statistics;

import java.util.Arrays;

/**
 * Candidates whose names are like those of a person's categories, and the features that names give
 * a candidate. Scratch of one thread.
 */
final class NameScores {

  /** Candidates for their names. */
  private static final int MOST = 40;

  private static final double LEAST = 1e-3;
  private static final double NOTHING = Logarithms.of(LEAST);

  private final SparseScores history = new SparseScores();
  private final Selection largest = new Selection(MOST);

  /** By category; of use for those that {@link #history} was given. */
  private float[] nearest = new float[0];

  private double[] column = new double[0];
  private double weight;

  /** Reads what the names of a person's categories are like. */
  void read(ShopStatistics shop, OwnHistory own) {
    NameLikeness names = shop.names;
    int size = shop.unknown + 1;
    history.clear(size);
    if (nearest.length != size) {
      nearest = new float[size];
    }
    Arrays.fill(nearest, 0);
    weight = 0;
    for (int j = 0; j < own.distinct; j++) {
      int category = own.categories[j];
      double faded = own.weight[OwnHistory.FADES_10][j];
      weight += faded;
      int end = names.end(category);
      for (int at = names.first(category); at < end; at++) {
        int like = names.near(at);
        history.add(like, faded * names.likeness(at));
        nearest[like] = Math.max(nearest[like], names.likeness(at));
      }
    }
  }

  /** Those that are likest to the person's categories by their weight; fewer where few are. */
  Selection candidates() {
    largest.clear();
    history.offerAdded(largest);
    return largest;
  }

  /** Behind {@link #read}. */
  void write(ShopStatistics shop, OwnHistory own, ShopScores scores, CandidateRows rows) {
    int current = own.history[own.length - 1];
    if (column.length < rows.size) {
      column = new double[rows.size];
    }
    double highest = 0;
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      rows.put(i, Feature.NAME_CURRENT, 0);
      rows.put(i, Feature.NAME_HISTORY, history.of(category) / weight);
      rows.put(i, Feature.NAME_NEAREST, nearest[category]);
      column[i] = people(shop.names, scores, category);
      highest = i < rows.others() ? Math.max(highest, column[i]) : highest;
    }
    for (int at = shop.names.first(current); at < shop.names.end(current); at++) {
      int row = rows.find(shop.names.near(at));
      if (row >= 0) {
        rows.put(row, Feature.NAME_CURRENT, shop.names.likeness(at));
      }
    }
    for (int i = 0; i < rows.size; i++) {
      double part = highest > 0 ? Math.min(1, column[i] / highest) : 0;
      rows.put(i, Feature.NAME_PEOPLE, part == 0 ? NOTHING : Logarithms.of(part + LEAST));
    }
  }

  /** The mean likeness by people of the names like it, drawn to 0 by one that is wholly like it. */
  private static double people(NameLikeness names, ShopScores scores, int category) {
    double sum = 0;
    double all = 1;
    int end = names.end(category);
    for (int at = names.first(category); at < end; at++) {
      sum += names.likeness(at) * scores.inPeople[names.near(at)];
      all += names.likeness(at);
    }
    return sum / all;
  }
}
