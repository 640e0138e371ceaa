package dev.meander.statistics;

/** The features that the shop's statistics give a candidate. Scratch of one thread. */
final class ShopFeatures {
  private static final double LEAST = 1e-9;
  private static final double LEAST_PART = 1e-3;
  private static final double NO_PART = Logarithms.of(LEAST_PART);

  private double[] column = new double[0];
  private double[] places = new double[0];

  /** Log P(category | current one, and new), by candidate. */
  double[] novelMove = new double[0];

  private final Largest largest = new Largest();

  void write(ShopStatistics shop, OwnHistory own, ShopScores scores, CandidateRows rows) {
    if (column.length < rows.size) {
      column = new double[rows.size];
      places = new double[rows.size];
      novelMove = new double[rows.size];
    }
    moves(shop, own, scores, rows);
    for (int i = 0; i < rows.size; i++) {
      column[i] = scores.neighbours.of(rows.category[i]);
    }
    relative(Feature.NEIGHBOURS, rows);
    place(Feature.NEIGHBOURS_PLACE, rows);
    for (int i = 0; i < rows.size; i++) {
      column[i] = scores.inSessions[rows.category[i]];
    }
    relative(Feature.TOGETHER_SESSION, rows);
    place(Feature.TOGETHER_SESSION_PLACE, rows);
    for (int i = 0; i < rows.size; i++) {
      column[i] = scores.inPeople[rows.category[i]];
    }
    relative(Feature.TOGETHER_PEOPLE, rows);
    popularity(shop, own, scores, rows);
  }

  private void moves(ShopStatistics shop, OwnHistory own, ShopScores scores, CandidateRows rows) {
    double highest = Double.NEGATIVE_INFINITY;
    int before = own.length > 1 ? own.history[own.length - 2] : -1;
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      double share = shop.popularity.logShare[category];
      double move1 = Logarithms.of(scores.moves.of(0, category) + LEAST);
      double move4 = Logarithms.of(scores.moves.of(2, category) + LEAST);
      double forward = Logarithms.of(scores.forward(shop, category) + LEAST);
      column[i] = move4;
      highest = i < rows.others() ? Math.max(highest, move4) : highest;
      rows.put(i, Feature.MOVE_1, move1);
      rows.put(i, Feature.MOVE_2, Logarithms.of(scores.moves.of(1, category) + LEAST));
      rows.put(i, Feature.MOVE_4, move4);
      rows.put(i, Feature.MOVE_1_LIFT, move1 - share);
      rows.put(i, Feature.MOVE_4_LIFT, move4 - share);
      rows.put(i, Feature.FORWARD, forward);
      rows.put(i, Feature.FORWARD_LIFT, forward - share);
      novelMove[i] = Logarithms.of(scores.novel.of(0, category) + LEAST);
      rows.put(i, Feature.NOVEL_MOVE, novelMove[i]);
      rows.put(
          i,
          Feature.SKIP_LIFT,
          before < 0 ? 0 : shop.skipLift(before, category, scores.skip[category]));
    }
    place(Feature.MOVE_4_PLACE, rows);
    for (int i = 0; i < rows.size; i++) {
      rows.put(i, Feature.MOVE_4_RELATIVE, column[i] - highest);
    }
  }

  /** The places of the column that was written last. */
  private void place(Feature feature, CandidateRows rows) {
    largest.logPlaces(column, rows.others(), places);
    rows.put(feature, places);
  }

  /** Log of the column as a part of the others' highest, at most all. */
  private void relative(Feature feature, CandidateRows rows) {
    double highest = 0;
    for (int i = 0; i < rows.others(); i++) {
      highest = Math.max(highest, column[i]);
    }
    for (int i = 0; i < rows.size; i++) {
      double part = Math.min(1, column[i] / (highest + LEAST));
      rows.put(i, feature, part == 0 ? NO_PART : Logarithms.of(part + LEAST_PART));
    }
  }

  private static void popularity(
      ShopStatistics shop, OwnHistory own, ShopScores scores, CandidateRows rows) {
    Popularity usual = shop.popularity;
    int current = own.history[own.length - 1];
    boolean known = current != shop.unknown;
    double currentShare = usual.logShare[current];
    double even = Logarithms.of(usual.share.length);
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      double share = usual.logShare[category];
      rows.put(i, Feature.NOVEL_SHARE, usual.novelLift[category]);
      rows.put(i, Feature.POPULARITY, share + even);
      rows.put(i, Feature.POPULARITY_PLACE, Logarithms.ofNext(usual.place[category]));
      rows.put(i, Feature.TREND, usual.trend[category]);
      rows.put(i, Feature.RETURNING, usual.logReturning[category]);
      rows.put(
          i,
          Feature.BACK_LIFT,
          known
              ? Logarithms.of(shop.forward(category, current, scores.back[category]) + LEAST)
                  - currentShare
              : 0);
      rows.put(i, Feature.REACH, usual.logReach[category]);
      rows.put(i, Feature.CURRENT_TOGETHER_SESSION, scores.currentInSessions[category]);
      rows.put(i, Feature.CURRENT_TOGETHER_PEOPLE, scores.currentInPeople[category]);
      rows.put(i, Feature.POPULARITY_RATIO, known ? share - currentShare : 0);
    }
  }
}
