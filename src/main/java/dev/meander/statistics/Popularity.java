package dev.meander.statistics;

import java.util.Arrays;

/** What is visited, how often, how lately and with what rests; smoothed. Immutable. */
final class Popularity {
  static final double FORWARD_PRIOR = 3;
  static final double SKIP_PRIOR = 5;
  private static final double SLOT_PRIOR = 20;
  private static final int MOST_POPULAR = 25;

  /** Of all moves; the last is the unknown category. */
  final double[] share;

  /** Of all moves to what was new to the person. */
  final double[] novelShare;

  final double[] recentShare;

  /** How often a visit is a return, against the shop's average. */
  final double[] returning;

  /** Share of people who ever visited it. */
  final double[] reach;

  /** Place by popularity, 0 first. */
  final int[] place;

  /** The most popular, at most 25. */
  final int[] top;

  final double meanLogGap;
  final double intentsPerEvent;
  final double buysPerEvent;
  final double eventsPerRun;
  private final long[] bySlot;
  private final long[] slotTotal = new long[PopularityCounts.SLOTS];
  private final int[] restBuckets;
  private final long[] restsBefore;
  private final long rests;

  Popularity(ShopCounts counts) {
    PopularityCounts from = counts.popularity;
    int size = counts.categories + 1;
    share = normalised(from.moves, 1e-3);
    novelShare = normalised(from.novelMoves, .05);
    recentShare = recent(counts, share);
    long visits = Arrays.stream(from.visits).sum();
    double average = (Arrays.stream(from.returns).sum() + 1) / (visits + 3.0);
    returning = new double[size];
    reach = new double[size];
    for (int i = 0; i < size; i++) {
      returning[i] = (from.returns[i] + 1) / (from.visits[i] + 3.0) / average;
      reach[i] = (from.visitors[i] + .5) / Math.max(1, from.people);
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
    bySlot = from.bySlot.clone();
    for (int i = 0; i < bySlot.length; i++) {
      slotTotal[i / size] += bySlot[i];
    }
    CountedRows rested = from.rests.snapshot();
    restBuckets = new int[rested.pairs()];
    restsBefore = new long[rested.pairs() + 1];
    for (int i = 0; i < restBuckets.length; i++) {
      restBuckets[i] = rested.column(i);
      restsBefore[i + 1] = restsBefore[i] + rested.count(i);
    }
    rests = restsBefore[restBuckets.length];
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

  /** How much likelier a category is in a season than on the whole, in nats. */
  double slotLift(int slot, int category) {
    return Math.log(
        (bySlot[slot * share.length + category] + SLOT_PRIOR * share[category])
            / (slotTotal[slot] + SLOT_PRIOR)
            / share[category]);
  }

  /** The share of all rests that were shorter, 0 to 1; to 1/2048 of the rest's length. */
  double shorterRests(long millis) {
    if (rests == 0) {
      return millis > 1_000 ? 1 : 0;
    }
    int at = Arrays.binarySearch(restBuckets, PopularityCounts.bucket(millis));
    return restsBefore[at < 0 ? -at - 1 : at] / (double) rests;
  }
}
