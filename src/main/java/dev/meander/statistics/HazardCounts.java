package dev.meander.statistics;

/**
 * How often a person comes back to a category of theirs, by what it is to them: exposures and hits
 * at every move, for the thirty latest categories but the current one. Long histories are counted
 * at every third move, so that few people don't speak for all.
 */
final class HazardCounts {
  static final int RANKS = 9;
  static final int VISITS = 6;
  static final int LENGTHS = 10;
  static final int LAST_MOVES = 5;
  static final int NOVELTIES = 3;

  /** The bucket of a move to what is new, beside the buckets of ranks. */
  static final int NOVEL_BUCKET = 9;

  private static final int EXPOSED = 30;
  private static final int EVERY = 3;
  private static final int ALL_UNTIL = 60;
  private static final int ALL_BY_MOVE_UNTIL = 40;
  private static final int[] RANK_STEPS = {0, 1, 2, 3, 5, 8, 13, 25};
  private static final int[] VISIT_STEPS = {1, 2, 3, 5, 9};
  private static final int[] LENGTH_STEPS = {0, 1, 2, 4, 8, 16, 32, 64, 128};

  final long[] exposed = new long[RANKS * VISITS * 2];
  final long[] hit = new long[RANKS * VISITS * 2];
  final long[] exposedByMove = new long[RANKS * LAST_MOVES * 2];
  final long[] hitByMove = new long[RANKS * LAST_MOVES * 2];
  final long[] moves = new long[LENGTHS];
  final long[] novel = new long[LENGTHS];
  final long[] movesByLast = new long[LAST_MOVES * NOVELTIES];
  final long[] novelByLast = new long[LAST_MOVES * NOVELTIES];
  final long[] byRank = new long[NOVEL_BUCKET + 1];

  private static int bucket(int[] steps, int value) {
    int at = 0;
    while (at < steps.length && steps[at] <= value) {
      at++;
    }
    return at;
  }

  static int rankBucket(int rank) {
    return bucket(RANK_STEPS, rank);
  }

  static int visitBucket(int visits) {
    return bucket(VISIT_STEPS, visits);
  }

  /** The first rank of each bucket from 1 on; no rank falls into bucket 0. */
  static int[] firstRanks() {
    return RANK_STEPS.clone();
  }

  static int lengthBucket(int k) {
    return bucket(LENGTH_STEPS, k);
  }

  static int moveBucket(int moveRank) {
    return moveRank == Runs.NOVEL ? NOVEL_BUCKET : rankBucket(moveRank);
  }

  /** What the move that led to run {@code k} was: to what is new, or back by how far. */
  static int lastMove(Runs runs, int k) {
    int rank = k < 1 ? Runs.NOVEL : runs.moveRank[k];
    return rank < 0 ? 0 : rank == 0 ? 1 : rank < 3 ? 2 : rank < 8 ? 3 : 4;
  }

  /** How much of the last ten moves up to run {@code k} was new: little, some, much. */
  static int novelty(Runs runs, int k) {
    if (k < 1) {
      return 2;
    }
    double share = novelShare(runs, k);
    return share < .2 ? 0 : share < .5 ? 1 : 2;
  }

  /** Of the last ten moves up to run {@code k}, at least 1. */
  static double novelShare(Runs runs, int k) {
    int from = Math.max(1, k - 9);
    int found = 0;
    for (int i = from; i <= k; i++) {
      found += runs.moveRank[i] == Runs.NOVEL ? 1 : 0;
    }
    return found / (double) (k - from + 1);
  }

  static int cell(int rankBucket, int visitBucket, boolean sameSession) {
    return (rankBucket * VISITS + visitBucket) * 2 + (sameSession ? 1 : 0);
  }

  static int moveCell(int rankBucket, int lastMove, boolean sameSession) {
    return (rankBucket * LAST_MOVES + lastMove) * 2 + (sameSession ? 1 : 0);
  }

  void add(Runs runs, int visible, int[] visits, int[] lastSession, RecencyList recency) {
    recency.clear();
    for (int k = 0; k < visible; k++) {
      int category = runs.category[k];
      if (k > 0) {
        count(runs, k, visits, lastSession, recency);
      }
      recency.toFront(category);
      visits[category]++;
      lastSession[category] = runs.session[k];
    }
    for (int i = 0; i < recency.size(); i++) {
      visits[recency.get(i)] = 0;
    }
  }

  private void count(Runs runs, int k, int[] visits, int[] lastSession, RecencyList recency) {
    boolean novelMove = runs.moveRank[k] == Runs.NOVEL;
    int length = lengthBucket(k);
    moves[length]++;
    novel[length] += novelMove ? 1 : 0;
    byRank[moveBucket(runs.moveRank[k])]++;
    int last = lastMove(runs, k - 1);
    int byLast = last * NOVELTIES + novelty(runs, k - 1);
    movesByLast[byLast]++;
    novelByLast[byLast] += novelMove ? 1 : 0;
    boolean every = k % EVERY == 0;
    int most = Math.min(EXPOSED, recency.size() - 1);
    for (int rank = 0; rank < most; rank++) {
      int other = recency.get(rank + 1);
      boolean same = lastSession[other] == runs.session[k - 1];
      int bucket = rankBucket(rank);
      boolean taken = rank == runs.moveRank[k];
      if (k < ALL_UNTIL || every) {
        int cell = cell(bucket, visitBucket(visits[other]), same);
        exposed[cell]++;
        hit[cell] += taken ? 1 : 0;
      }
      if (k < ALL_BY_MOVE_UNTIL || every) {
        int cell = moveCell(bucket, last, same);
        exposedByMove[cell]++;
        hitByMove[cell] += taken ? 1 : 0;
      }
    }
  }

  void addAll(HazardCounts other) {
    PopularityCounts.sum(exposed, other.exposed);
    PopularityCounts.sum(hit, other.hit);
    PopularityCounts.sum(exposedByMove, other.exposedByMove);
    PopularityCounts.sum(hitByMove, other.hitByMove);
    PopularityCounts.sum(moves, other.moves);
    PopularityCounts.sum(novel, other.novel);
    PopularityCounts.sum(movesByLast, other.movesByLast);
    PopularityCounts.sum(novelByLast, other.novelByLast);
    PopularityCounts.sum(byRank, other.byRank);
  }
}
