package dev.meander.statistics;

/**
 * An immutable snapshot of a shop's statistics, with what can be worked out beforehand. Safe for
 * any number of threads. Categories are numbers below {@link #categories()}; whatever lies above is
 * one unknown category.
 */
public final class ShopStatistics {
  final ShopForm form;

  /** The number of the unknown category; also how many are known. */
  final int unknown;

  final Popularity popularity;
  final Chain moves;
  final Chain novelMoves;
  final CountedRows skip;
  final CountedRows forward;
  final Hazards hazards;
  final Cosines inSessions;
  final Cosines inPeople;
  final Neighbours neighbours;

  ShopStatistics(ShopCounts counts) {
    form = counts.form;
    unknown = counts.categories;
    popularity = new Popularity(counts);
    MoveCounts counted = counts.moves;
    CountedRows[] orders = new CountedRows[MoveCounts.ORDERS];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = counted.byOrder[i].snapshot();
    }
    moves = new Chain(orders, unknown + 1);
    novelMoves = new Chain(new CountedRows[] {counted.novel.snapshot()}, unknown + 1);
    skip = counted.skip.snapshot();
    forward = counted.forward.snapshot();
    hazards = new Hazards(counts.hazards);
    inSessions = new Cosines(counts.inSessions);
    inPeople = new Cosines(counts.inPeople);
    neighbours = new Neighbours(counts.sessions.kept(), unknown + 1);
  }

  /** How many categories are known. */
  public int categories() {
    return unknown;
  }

  /** Bytes of the tables that grow with the shop. */
  public long tableBytes() {
    return moves.bytes()
        + novelMoves.bytes()
        + skip.bytes()
        + forward.bytes()
        + inSessions.bytes()
        + inPeople.bytes()
        + neighbours.bytes();
  }

  /** The share of forward moves from a category to another, smoothed by popularity. */
  double forward(int from, int to) {
    int place = forward.find(from);
    double prior = Popularity.FORWARD_PRIOR * popularity.share[to];
    return place < 0
        ? prior / Popularity.FORWARD_PRIOR
        : (forward.count(place, to) / MoveCounts.FORWARD + prior)
            / (forward.total(place) / MoveCounts.FORWARD + Popularity.FORWARD_PRIOR);
  }

  /** How much likelier a category is two runs after another than on the whole, in nats. */
  double skipLift(int from, int to) {
    int place = skip.find(from);
    double share = popularity.share[to];
    return place < 0
        ? 0
        : Math.log(
            (skip.count(place, to) + Popularity.SKIP_PRIOR * share)
                / (skip.total(place) + Popularity.SKIP_PRIOR)
                / share);
  }
}
