package dev.meander.statistics;

/**
 * The features that the shop's statistics give a candidate. What needs all candidates, places and
 * parts of the highest, is worked out column by column first; then each row is written at once,
 * since all rows together don't fit into a core's first cache. Scratch of one thread.
 */
final class ShopFeatures {
  private static final double LEAST = 1e-9;
  private static final double LEAST_PART = 1e-3;
  private static final double NO_PART = Logarithms.of(LEAST_PART);

  private double[] move4 = new double[0];
  private double[] neighbours = new double[0];
  private double[] inSessions = new double[0];
  private double[] move4Place = new double[0];
  private double[] neighboursPlace = new double[0];
  private double[] inSessionsPlace = new double[0];

  /** Log P(category | current one, and new), by candidate. */
  double[] novelMove = new double[0];

  private final Largest largest = new Largest();

  void write(ShopStatistics shop, OwnHistory own, ShopScores scores, CandidateRows rows) {
    if (move4.length < rows.size) {
      move4 = new double[rows.size];
      neighbours = new double[rows.size];
      inSessions = new double[rows.size];
      move4Place = new double[rows.size];
      neighboursPlace = new double[rows.size];
      inSessionsPlace = new double[rows.size];
      novelMove = new double[rows.size];
    }
    double highestMove = Double.NEGATIVE_INFINITY;
    double highestNeighbours = 0;
    double highestInSessions = 0;
    double highestInPeople = 0;
    int others = rows.others();
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      move4[i] = Logarithms.of(scores.moves.of(2, category) + LEAST);
      neighbours[i] = scores.neighbours.of(category);
      inSessions[i] = scores.inSessions[category];
      if (i < others) {
        highestMove = Math.max(highestMove, move4[i]);
        highestNeighbours = Math.max(highestNeighbours, neighbours[i]);
        highestInSessions = Math.max(highestInSessions, inSessions[i]);
        highestInPeople = Math.max(highestInPeople, scores.inPeople[category]);
      }
    }
    largest.logPlaces(move4, others, move4Place);
    largest.logPlaces(neighbours, others, neighboursPlace);
    largest.logPlaces(inSessions, others, inSessionsPlace);
    int current = own.history[own.length - 1];
    int before = own.length > 1 ? own.history[own.length - 2] : -1;
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      moves(i, category, before, shop, scores, rows);
      rows.put(i, Feature.MOVE_4_RELATIVE, move4[i] - highestMove);
      rows.put(i, Feature.NEIGHBOURS, relative(neighbours[i], highestNeighbours));
      rows.put(i, Feature.NEIGHBOURS_PLACE, neighboursPlace[i]);
      rows.put(i, Feature.TOGETHER_SESSION, relative(inSessions[i], highestInSessions));
      rows.put(i, Feature.TOGETHER_SESSION_PLACE, inSessionsPlace[i]);
      rows.put(i, Feature.TOGETHER_PEOPLE, relative(scores.inPeople[category], highestInPeople));
      popularity(i, category, current, shop, scores, rows);
    }
  }

  private void moves(
      int i, int category, int before, ShopStatistics shop, ShopScores scores, CandidateRows rows) {
    double share = shop.popularity.logShare[category];
    double move1 = Logarithms.of(scores.moves.of(0, category) + LEAST);
    double forward = Logarithms.of(scores.forward(shop, category) + LEAST);
    novelMove[i] = Logarithms.of(scores.novel.of(0, category) + LEAST);
    rows.put(i, Feature.MOVE_1, move1);
    // Mostly nobody came this way before: then what two runs tell is what four do.
    double after2 = scores.moves.of(1, category);
    rows.put(
        i,
        Feature.MOVE_2,
        after2 == scores.moves.of(2, category) ? move4[i] : Logarithms.of(after2 + LEAST));
    rows.put(i, Feature.MOVE_4, move4[i]);
    rows.put(i, Feature.MOVE_1_LIFT, move1 - share);
    rows.put(i, Feature.MOVE_4_LIFT, move4[i] - share);
    rows.put(i, Feature.MOVE_4_PLACE, move4Place[i]);
    rows.put(i, Feature.FORWARD, forward);
    rows.put(i, Feature.FORWARD_LIFT, forward - share);
    rows.put(i, Feature.NOVEL_MOVE, novelMove[i]);
    rows.put(
        i,
        Feature.SKIP_LIFT,
        before < 0 ? 0 : shop.skipLift(before, category, scores.skip[category]));
  }

  /** Log of a number as a part of the others' highest, at most all. */
  private static double relative(double value, double highest) {
    double part = Math.min(1, value / (highest + LEAST));
    return part == 0 ? NO_PART : Logarithms.of(part + LEAST_PART);
  }

  private static void popularity(
      int i,
      int category,
      int current,
      ShopStatistics shop,
      ShopScores scores,
      CandidateRows rows) {
    Popularity usual = shop.popularity;
    boolean known = current != shop.unknown;
    double currentShare = usual.logShare[current];
    double share = usual.logShare[category];
    rows.put(i, Feature.NOVEL_SHARE, usual.novelLift[category]);
    rows.put(i, Feature.POPULARITY, share + usual.even);
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
