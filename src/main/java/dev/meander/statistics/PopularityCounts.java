package dev.meander.statistics;

/** How often, by whom, when and with what rests each category is visited. Integers throughout. */
final class PopularityCounts {

  /** Seasons that a time may fall in. */
  static final int SLOTS = 13;

  /** One nat of a logarithm, so that sums of logarithms are exact. */
  static final double NAT = 1 << 20;

  /** Most distinct rests: buckets of 1/2048 of their length, a few thousand an octave. */
  private static final int REST_BUCKETS = 1 << 17;

  final int categories;
  final long[] moves;
  final long[] novelMoves;
  final long[] recentMoves;
  final long[] visits;
  final long[] returns;
  final long[] visitors;
  final long[] bySlot;
  final CountTable rests = new CountTable(REST_BUCKETS);
  long people;
  long events;
  long intents;
  long buys;
  long gaps;
  long gapNats;

  PopularityCounts(int categories) {
    this.categories = categories;
    moves = new long[categories + 1];
    novelMoves = new long[categories + 1];
    recentMoves = new long[categories + 1];
    visits = new long[categories + 1];
    returns = new long[categories + 1];
    visitors = new long[categories + 1];
    bySlot = new long[SLOTS * (categories + 1)];
  }

  /** The bucket of a time of rest: its exponent and eleven bits of its mantissa. */
  static int bucket(long millis) {
    return (int) (Double.doubleToRawLongBits((double) Math.max(0, millis)) >>> 41);
  }

  void add(Runs runs, int visible, long recentFrom, long[] lastEnd) {
    people++;
    for (int k = 0; k < visible; k++) {
      int category = runs.category[k];
      boolean novel = runs.moveRank[k] == Runs.NOVEL;
      visits[category]++;
      events += runs.events[k];
      intents += runs.intents[k];
      buys += runs.buys[k];
      if (k > 0) {
        moves[category]++;
        novelMoves[category] += novel ? 1 : 0;
        recentMoves[category] += runs.start[k] >= recentFrom ? 1 : 0;
        bySlot[runs.slot[k - 1] * (categories + 1) + category]++;
        gaps++;
        gapNats += Math.round(runs.logGap[k] * NAT);
      }
      if (novel) {
        visitors[category]++;
      } else {
        returns[category]++;
        rests.add(0, bucket(runs.start[k] - lastEnd[category]), 1);
      }
      lastEnd[category] = runs.end[k];
    }
  }

  void addAll(PopularityCounts other) {
    sum(moves, other.moves);
    sum(novelMoves, other.novelMoves);
    sum(recentMoves, other.recentMoves);
    sum(visits, other.visits);
    sum(returns, other.returns);
    sum(visitors, other.visitors);
    sum(bySlot, other.bySlot);
    rests.addAll(other.rests);
    people += other.people;
    events += other.events;
    intents += other.intents;
    buys += other.buys;
    gaps += other.gaps;
    gapNats += other.gapNats;
  }

  static void sum(long[] into, long[] from) {
    for (int i = 0; i < into.length; i++) {
      into[i] += from[i];
    }
  }
}
