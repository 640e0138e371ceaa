package dev.meander.statistics;

import java.util.Arrays;

/** What is visited, how often, how lately and with what rests; smoothed. Immutable. */
final class Popularity {
  static final double FORWARD_PRIOR = 3;
  static final double SKIP_PRIOR = 5;
  private static final double SLOT_PRIOR = 20;
  private static final int MOST_POPULAR = 25;
  private static final double LEAST = 1e-9;

  /** Of all moves; the last is the unknown category. */
  final double[] share;

  /** Log of that share. */
  final double[] logShare;

  /** Log of how many categories there are, the unknown one too: what evens shares. */
  final double even;

  /** Log of the share of all moves to what was new to the person, less that of all moves. */
  final double[] novelLift;

  /** Log of the share of recent moves, less that of all. */
  final double[] trend;

  /** Log of how often a visit is a return, against the shop's average. */
  final double[] logReturning;

  /** Log of the share of people who ever visited it. */
  final double[] logReach;

  /** Place by popularity, 0 first. */
  final int[] place;

  /** The most popular, at most 25. */
  final int[] top;

  final double meanLogGap;
  final double intentsPerEvent;
  final double buysPerEvent;
  final double eventsPerRun;
  private final float[] slotLift;

  /** The least bucket of rests, and by bucket from there on the share of rests below it. */
  private final int leastRest;

  private final float[] shorterRests;

  Popularity(ShopCounts counts) {
    PopularityCounts from = counts.popularity;
    int size = counts.categories + 1;
    share = normalised(from.moves, 1e-3);
    logShare = logarithms(share);
    even = Logarithms.of(size);
    novelLift = logarithms(normalised(from.novelMoves, .05));
    trend = logarithms(recent(counts, share));
    long visits = Arrays.stream(from.visits).sum();
    double average = (Arrays.stream(from.returns).sum() + 1) / (visits + 3.0);
    logReturning = new double[size];
    logReach = new double[size];
    for (int i = 0; i < size; i++) {
      novelLift[i] -= logShare[i];
      trend[i] -= logShare[i];
      logReturning[i] = Math.log((from.returns[i] + 1) / (from.visits[i] + 3.0) / average + LEAST);
      logReach[i] = Math.log((from.visitors[i] + .5) / Math.max(1, from.people) + LEAST);
    }
    int[] order = Largest.order(share);
    place = new int[size];
    for (int i = 0; i < size; i++) {
      place[order[i]] = i;
    }
    top = Arrays.copyOf(order, Math.min(MOST_POPULAR, size));
    meanLogGap = from.gaps == 0 ? 0 : from.gapNats / PopularityCounts.NAT / from.gaps;
    double events = Math.max(1, from.events);
    intentsPerEvent = from.intents / events;
    buysPerEvent = from.buys / events;
    eventsPerRun = from.events / (double) Math.max(1, visits);
    slotLift = slotLifts(from.bySlot, share);
    CountedRows rested = from.rests.snapshot();
    leastRest = rested.pairs() == 0 ? PopularityCounts.bucket(1_001) : rested.column(0);
    shorterRests = shorterRests(rested);
  }

  private static float[] shorterRests(CountedRows rested) {
    int pairs = rested.pairs();
    if (pairs == 0) {
      return new float[0];
    }
    double all = rested.total(0);
    float[] shares = new float[rested.column(pairs - 1) - rested.column(0) + 1];
    long before = 0;
    int next = 0;
    for (int i = 0; i < pairs; i++) {
      int end = rested.column(i) - rested.column(0) + 1;
      Arrays.fill(shares, next, end, (float) (before / all));
      next = end;
      before += rested.count(i);
    }
    return shares;
  }

  private static double[] normalised(long[] counts, double prior) {
    double[] shares = new double[counts.length];
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      shares[i] = counts[i] + prior;
      sum += shares[i];
    }
    for (int i = 0; i < counts.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static double[] recent(ShopCounts counts, double[] share) {
    if (counts.form.grain() == ShopForm.TimeGrain.ORDER) {
      return share;
    }
    long[] moves = counts.popularity.recentMoves;
    double all = Arrays.stream(moves).sum() + 20 + .1 * moves.length;
    double[] shares = new double[moves.length];
    for (int i = 0; i < moves.length; i++) {
      shares[i] = (moves[i] + .1 + share[i] * 20) / all;
    }
    return shares;
  }

  private static double[] logarithms(double[] shares) {
    double[] logs = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      logs[i] = Math.log(shares[i] + LEAST);
    }
    return logs;
  }

  private static float[] slotLifts(long[] bySlot, double[] share) {
    float[] lifts = new float[bySlot.length];
    for (int slot = 0; slot < PopularityCounts.SLOTS; slot++) {
      int from = slot * share.length;
      long all = 0;
      for (int i = 0; i < share.length; i++) {
        all += bySlot[from + i];
      }
      for (int i = 0; i < share.length; i++) {
        double smoothed = bySlot[from + i] + SLOT_PRIOR * share[i];
        lifts[from + i] = (float) Math.log(smoothed / (all + SLOT_PRIOR) / share[i]);
      }
    }
    return lifts;
  }

  /** How much likelier a category is in a season than on the whole, in nats. */
  double slotLift(int slot, int category) {
    return slotLift[slot * share.length + category];
  }

  /** The share of all rests that were shorter, 0 to 1; to 1/2048 of the rest's length. */
  float shorterRests(long millis) {
    int at = PopularityCounts.bucket(millis) - leastRest;
    return at < 0 ? 0 : at < shorterRests.length ? shorterRests[at] : 1;
  }
}
