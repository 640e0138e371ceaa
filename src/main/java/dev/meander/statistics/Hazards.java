package dev.meander.statistics;

/** The hazard tables, smoothed, as logarithms. Immutable. */
final class Hazards {
  private final double[] returned = new double[HazardCounts.RANKS * HazardCounts.VISITS * 2];
  private final double[] returnedByMove =
      new double[HazardCounts.RANKS * HazardCounts.LAST_MOVES * 2];
  private final double[] novel = new double[HazardCounts.LENGTHS];
  private final double[] novelByLast = new double[HazardCounts.LAST_MOVES * HazardCounts.NOVELTIES];

  /** How often a move is to each bucket of ranks, or to what is new. */
  final double[] byRank = new double[HazardCounts.NOVEL_BUCKET + 1];

  /** Log of that. */
  final double[] logByRank = new double[byRank.length];

  Hazards(HazardCounts counts) {
    for (int i = 0; i < returned.length; i++) {
      returned[i] = Math.log((counts.hit[i] + .5) / (counts.exposed[i] + 20));
    }
    for (int i = 0; i < novel.length; i++) {
      novel[i] = (counts.novel[i] + 2) / (counts.moves[i] + 4.0);
    }
    byMove(counts);
    for (int i = 0; i < novelByLast.length; i++) {
      novelByLast[i] = Math.log((counts.novelByLast[i] + 1.0) / (counts.movesByLast[i] + 3.0));
    }
    double all = byRank.length;
    for (long each : counts.byRank) {
      all += each;
    }
    for (int i = 0; i < byRank.length; i++) {
      byRank[i] = (counts.byRank[i] + 1) / all;
      logByRank[i] = Math.log(byRank[i]);
    }
  }

  private void byMove(HazardCounts counts) {
    for (int rank = 0; rank < HazardCounts.RANKS; rank++) {
      for (int same = 0; same < 2; same++) {
        long hit = 0;
        long exposed = 0;
        for (int last = 0; last < HazardCounts.LAST_MOVES; last++) {
          int cell = HazardCounts.moveCell(rank, last, same == 1);
          hit += counts.hitByMove[cell];
          exposed += counts.exposedByMove[cell];
        }
        double base = (hit + .5) / (exposed + 20);
        for (int last = 0; last < HazardCounts.LAST_MOVES; last++) {
          int cell = HazardCounts.moveCell(rank, last, same == 1);
          returnedByMove[cell] =
              Math.log((counts.hitByMove[cell] + 30 * base) / (counts.exposedByMove[cell] + 30));
        }
      }
    }
  }

  /** log of P(back to a category), by its place, visits so far, and whether in this session. */
  double returned(int rank, int visits, boolean sameSession) {
    return returned[
        HazardCounts.cell(
            HazardCounts.rankBucket(rank), HazardCounts.visitBucket(visits), sameSession)];
  }

  double returnedByMove(int rank, int lastMove, boolean sameSession) {
    return returnedByMove[
        HazardCounts.moveCell(HazardCounts.rankBucket(rank), lastMove, sameSession)];
  }

  /** P(the next move is to what is new) after run {@code k}. */
  double novel(int k) {
    return novel[HazardCounts.lengthBucket(k)];
  }

  double logNovelByLast(int lastMove, int novelty) {
    return novelByLast[lastMove * HazardCounts.NOVELTIES + novelty];
  }
}
