package dev.meander.statistics;

import java.util.Arrays;

/**
 * The hazards of the candidates, and what is equal for all candidates of a person. Scratch of one
 * thread.
 */
final class PersonFeatures {
  private static final double OWN_PRIOR = 6;
  private static final int LATEST = 10;

  private double[] hazard = new double[0];
  private double[] blend = new double[0];
  private double[] places = new double[0];
  private final double[] ownMoves = new double[HazardCounts.NOVEL_BUCKET + 1];
  private final Largest largest = new Largest();

  /** What is equal in all rows. */
  static void usual(
      ShopStatistics shop,
      Runs runs,
      int k,
      OwnHistory own,
      ShopScores scores,
      CandidateRows rows) {
    variety(shop, k, own, rows);
    current(shop, runs, k, own, scores, rows);
    latestMoves(runs, k, rows);
  }

  /**
   * What hazards say of each candidate.
   *
   * @param novelMoves log of the probability of each candidate, where it is new to the person
   */
  void write(
      ShopStatistics shop,
      Runs runs,
      int k,
      OwnHistory own,
      double[] novelMoves,
      CandidateRows rows) {
    if (hazard.length < rows.size) {
      hazard = new double[rows.size];
      blend = new double[rows.size];
      places = new double[rows.size];
    }
    ownMoves(shop, runs, k, own);
    hazards(shop, runs, k, own, novelMoves, rows);
    largest.logPlaces(hazard, rows.others(), places);
    rows.put(Feature.HAZARD_PLACE, places);
    largest.logPlaces(blend, rows.others(), places);
    rows.put(Feature.BLEND_PLACE, places);
  }

  /** How far back the person's moves are, faded, drawn to the shop's. */
  private void ownMoves(ShopStatistics shop, Runs runs, int k, OwnHistory own) {
    Arrays.fill(ownMoves, 0);
    double sum = OWN_PRIOR;
    for (int run = own.from + 1; run <= k; run++) {
      double weight = OwnHistory.faded40(k - run);
      ownMoves[HazardCounts.moveBucket(runs.moveRank[run])] += weight;
      sum += weight;
    }
    for (int i = 0; i < ownMoves.length; i++) {
      ownMoves[i] = Math.log((ownMoves[i] + OWN_PRIOR * shop.hazards.byRank[i]) / sum);
    }
  }

  private void hazards(
      ShopStatistics shop,
      Runs runs,
      int k,
      OwnHistory own,
      double[] novelMoves,
      CandidateRows rows) {
    Hazards hazards = shop.hazards;
    int lastMove = HazardCounts.lastMove(runs, k);
    double novel = Math.log(hazards.novel(k));
    double novelByLast = hazards.logNovelByLast(lastMove, HazardCounts.novelty(runs, k));
    int first = own.from;
    while (runs.session[first] != runs.session[k]) {
      first++;
    }
    int began = own.history[first - own.from];
    boolean dated = shop.form.grain() != ShopForm.TimeGrain.ORDER;
    for (int i = 0; i < rows.size; i++) {
      int category = rows.category[i];
      int j = own.slotOf(category);
      double novelMove = novelMoves[i];
      int rank = j < 0 ? 0 : Math.max(0, own.place[j]);
      boolean same = j >= 0 && own.visitedInSession(j);
      hazard[i] = j < 0 ? novel + novelMove : hazards.returned(rank, own.visits[j], same);
      double byMove =
          j < 0 ? novelByLast + novelMove : hazards.returnedByMove(rank, lastMove, same);
      int bucket = j < 0 ? HazardCounts.NOVEL_BUCKET : HazardCounts.rankBucket(rank);
      double ownHazard = ownMoves[bucket] - hazards.logByRank[bucket];
      blend[i] =
          (j < 0 ? 0 : own.weight[OwnHistory.FADES_10][j]) + 10 * shop.popularity.share[category];
      rows.put(i, Feature.HAZARD, hazard[i]);
      rows.put(i, Feature.HAZARD_BY_MOVE, byMove);
      rows.put(i, Feature.HAZARD_OWN, byMove + ownHazard);
      rows.put(i, Feature.OWN_HAZARD, ownHazard);
      rows.put(i, Feature.OWN_HAZARD_SHARE, ownMoves[bucket]);
      rows.put(i, Feature.SESSION_FIRST, category == began ? 1 : 0);
      rows.put(
          i, Feature.SEASON_LIFT, dated ? shop.popularity.slotLift(runs.slot[k], category) : 0);
    }
  }

  private static void variety(ShopStatistics shop, int k, OwnHistory own, CandidateRows rows) {
    double runs = own.length;
    int[] most = new int[3];
    int recentNovel = 0;
    for (int j = 0; j < own.distinct; j++) {
      int visits = own.visits[j];
      for (int i = 0; i < most.length; i++) {
        if (visits > most[i]) {
          int moved = most[i];
          most[i] = visits;
          visits = moved;
        }
      }
      recentNovel += own.first[j] >= own.length - LATEST ? 1 : 0;
    }
    double novel = shop.hazards.novel(k);
    rows.usual(Feature.RUNS, Math.log1p(k));
    rows.usual(Feature.DISTINCT, Math.log(own.distinct));
    rows.usual(Feature.DISTINCT_SHARE, own.distinct / runs);
    rows.usual(Feature.TOP_1, most[0] / runs);
    rows.usual(Feature.TOP_3, (most[0] + most[1] + most[2]) / runs);
    rows.usual(Feature.NOVEL_RECENT, (recentNovel + novel) / (Math.min(LATEST, own.length) + 1));
    rows.usual(Feature.NOVEL_ALL, (own.distinct + novel) / (runs + 1));
    rows.usual(Feature.SHOP_NOVELTY, novel);
  }

  private static void current(
      ShopStatistics shop,
      Runs runs,
      int k,
      OwnHistory own,
      ShopScores scores,
      CandidateRows rows) {
    Popularity usual = shop.popularity;
    int inSession = 0;
    for (int run = own.from; run <= k; run++) {
      inSession += runs.session[run] == runs.session[k] ? 1 : 0;
    }
    double visits = own.visits[own.current];
    double gap = OwnFeatures.usualGap(shop, runs, k, own);
    int category = own.history[own.length - 1];
    rows.usual(Feature.SESSION_RUNS, Math.log1p(inSession));
    rows.usual(Feature.CURRENT_LENGTH, Math.log(runs.events[k] / (own.allEvents / own.length)));
    rows.usual(
        Feature.CURRENT_GAP, Math.log((runs.gapSeconds(k) + shop.form.floorSeconds()) / gap));
    rows.usual(Feature.MOVE_ENTROPY, shop.moves.entropy(category, scores.moves));
    rows.usual(Feature.MOVE_SUPPORT, Math.log1p((double) scores.support));
    rows.usual(Feature.CURRENT_SHARE, visits / own.length);
    rows.usual(
        Feature.CURRENT_INTENT, OwnFeatures.flag(runs.intents[k], usual.intentsPerEvent, usual));
    rows.usual(Feature.CURRENT_BUY, OwnFeatures.flag(runs.buys[k], usual.buysPerEvent, usual));
    rows.usual(Feature.CURRENT_NEW, visits == 1 ? 1 : 0);
  }

  private static void latestMoves(Runs runs, int k, CandidateRows rows) {
    double three = 0;
    int from = Math.max(1, k - 2);
    for (int run = from; run <= k; run++) {
      three += Math.log1p(runs.moveRank[run] + 1);
    }
    rows.usual(Feature.LAST_MOVE, k > 0 ? Math.log1p(runs.moveRank[k] + 1) : -1);
    rows.usual(Feature.LAST_THREE_MOVES, k > 0 ? three / (k - from + 1) : -1);
    rows.usual(Feature.MOVES_NOVEL, k > 0 ? HazardCounts.novelShare(runs, k) : 1);
  }
}
