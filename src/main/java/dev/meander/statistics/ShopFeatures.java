package dev.meander.statistics;

/** The features that the shop's statistics give a candidate. Scratch of one thread. */
final class ShopFeatures {
  private static final double LEAST = 1e-9;
  private static final double LEAST_PART = 1e-3;

  private double[] column = new double[0];
  private double[] places = new double[0];
  private int[] order = new int[0];
  private final Largest largest = new Largest();

  void write(ShopStatistics shop, OwnHistory own, ShopScores scores, CandidateRows rows) {
    if (column.length < rows.size) {
      column = new double[rows.size];
      places = new double[rows.size];
      order = new int[rows.size];
    }
    moves(shop, own, scores, rows);
    relative(scores.neighbours, Feature.NEIGHBOURS, rows);
    place(Feature.NEIGHBOURS_PLACE, rows);
    relative(scores.inSessions, Feature.TOGETHER_SESSION, rows);
    place(Feature.TOGETHER_SESSION_PLACE, rows);
    relative(scores.inPeople, Feature.TOGETHER_PEOPLE, rows);
    popularity(shop, own, rows);
  }

  private void moves(ShopStatistics shop, OwnHistory own, ShopScores scores, CandidateRows rows) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      double share = Math.log(shop.popularity.share[category] + LEAST);
      double move1 = Math.log(scores.move1[category] + LEAST);
      double move4 = Math.log(scores.move4[category] + LEAST);
      double forward = Math.log(scores.forward[category] + LEAST);
      column[i] = scores.move4[category];
      highest = i < rows.others() ? Math.max(highest, move4) : highest;
      rows.put(i, Feature.MOVE_1, move1);
      rows.put(i, Feature.MOVE_2, Math.log(scores.move2[category] + LEAST));
      rows.put(i, Feature.MOVE_4, move4);
      rows.put(i, Feature.MOVE_1_LIFT, move1 - share);
      rows.put(i, Feature.MOVE_4_LIFT, move4 - share);
      rows.put(i, Feature.FORWARD, forward);
      rows.put(i, Feature.FORWARD_LIFT, forward - share);
      rows.put(i, Feature.NOVEL_MOVE, Math.log(scores.novel[category] + LEAST));
      rows.put(
          i,
          Feature.SKIP_LIFT,
          own.length > 1 ? shop.skipLift(own.history[own.length - 2], category) : 0);
    }
    place(Feature.MOVE_4_PLACE, rows);
    for (int i = 0; i < rows.size; i++) {
      double move4 = Math.log(column[i] + LEAST);
      rows.put(i, Feature.MOVE_4_RELATIVE, move4 - highest);
    }
  }

  /** The places of the column that was written last. */
  private void place(Feature feature, CandidateRows rows) {
    largest.logPlaces(column, rows.others(), order, places);
    rows.put(feature, places);
  }

  /** Log of a score as a part of the others' highest, at most all; leaves scores in the column. */
  private void relative(double[] scores, Feature feature, CandidateRows rows) {
    double highest = 0;
    for (int i = 0; i < rows.size; i++) {
      column[i] = scores[rows.category[i]];
      highest = i < rows.others() ? Math.max(highest, column[i]) : highest;
    }
    for (int i = 0; i < rows.size; i++) {
      double part = Math.min(1, column[i] / (highest + LEAST));
      rows.put(i, feature, Math.log(part + LEAST_PART));
    }
  }

  private static void popularity(ShopStatistics shop, OwnHistory own, CandidateRows rows) {
    Popularity usual = shop.popularity;
    int current = own.history[own.length - 1];
    boolean known = current != shop.unknown;
    double currentShare = Math.log(usual.share[current] + LEAST);
    double even = Math.log(usual.share.length);
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      double share = Math.log(usual.share[category] + LEAST);
      rows.put(i, Feature.NOVEL_SHARE, Math.log(usual.novelShare[category] + LEAST) - share);
      rows.put(i, Feature.POPULARITY, share + even);
      rows.put(i, Feature.POPULARITY_PLACE, Math.log1p(usual.place[category]));
      rows.put(i, Feature.TREND, Math.log(usual.recentShare[category] + LEAST) - share);
      rows.put(i, Feature.RETURNING, Math.log(usual.returning[category] + LEAST));
      rows.put(
          i,
          Feature.BACK_LIFT,
          known ? Math.log(shop.forward(category, current) + LEAST) - currentShare : 0);
      rows.put(i, Feature.REACH, Math.log(usual.reach[category] + LEAST));
      rows.put(i, Feature.CURRENT_TOGETHER_SESSION, shop.inSessions.between(current, category));
      rows.put(i, Feature.CURRENT_TOGETHER_PEOPLE, shop.inPeople.between(current, category));
      rows.put(i, Feature.POPULARITY_RATIO, known ? share - currentShare : 0);
    }
  }
}
