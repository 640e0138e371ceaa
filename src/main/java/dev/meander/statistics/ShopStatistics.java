package dev.meander.statistics;

/**
 * An immutable snapshot of a shop's statistics, with what can be worked out beforehand. Safe for
 * any number of threads. Categories are numbers below {@link #categories()}; whatever lies above is
 * one unknown category.
 */
public final class ShopStatistics {
  private static final float DAMPING = 2;

  final ShopForm form;

  /** The number of the unknown category; also how many are known. */
  final int unknown;

  final Popularity popularity;
  final Chain moves;
  final Chain novelMoves;
  final Transitions skip;
  final Transitions forward;

  /** Forward moves by where they led, then by where they came from. */
  final WeightedRows backward;

  final Hazards hazards;

  /** How alike two categories are by the sessions they occur in: damped cosine, 0 to 1. */
  final WeightedRows inSessions;

  /** The same by people. */
  final WeightedRows inPeople;

  final Neighbours neighbours;

  /** Which names are like each other; {@link NameLikeness#NONE} where nobody looked. */
  final NameLikeness names;

  private final ShopFlows flows;
  private final String checksum;
  private final double keptShare;

  ShopStatistics(ShopCounts counts, NameLikeness names) {
    this.names = names;
    form = counts.form;
    unknown = counts.categories;
    popularity = new Popularity(counts);
    int size = unknown + 1;
    MoveCounts counted = counts.moves;
    CountedRows[] orders = new CountedRows[MoveCounts.ORDERS];
    for (int i = 0; i < orders.length; i++) {
      CountedRows rows = counted.byOrder[i].snapshot();
      orders[i] = i == 0 ? rows.indexed(size) : rows.hashed();
    }
    moves = new Chain(orders, size);
    novelMoves = new Chain(new CountedRows[] {counted.novel.snapshot().indexed(size)}, size);
    skip = new Transitions(counted.skip.snapshot().indexed(size), size, 1);
    CountedRows moved = counted.forward.snapshot();
    forward = new Transitions(moved.indexed(size), size, MoveCounts.FORWARD);
    backward =
        new WeightedRows(
            moved.transposed().indexed(size),
            size,
            (row, column, count) -> (float) (count / MoveCounts.FORWARD));
    hazards = new Hazards(counts.hazards);
    inSessions = cosines(counts.inSessions, size);
    inPeople = cosines(counts.inPeople, size);
    neighbours = new Neighbours(counts.sessions.kept(), size);
    flows = new ShopFlows(counts, orders[0], novelMoves.rows(1));
    checksum = Checksum.of(counts);
    keptShare = counts.keptShare();
  }

  private static WeightedRows cosines(TogetherCounts counts, int size) {
    float[] norm = new float[size];
    for (int i = 0; i < size; i++) {
      norm[i] = (float) Math.sqrt(counts.groups[i] + DAMPING);
    }
    return new WeightedRows(
        counts.pairs.snapshot().indexed(size),
        size,
        (row, column, count) -> count / (norm[row] * norm[column]));
  }

  /** How many categories are known. */
  public int categories() {
    return unknown;
  }

  /** How its times are read. */
  public ShopForm form() {
    return form;
  }

  /** What was counted, for people to read. */
  public ShopFlows flows() {
    return flows;
  }

  /** SHA-256 over all counts, in hexadecimal: equal counts, however they came about, are equal. */
  public String checksum() {
    return checksum;
  }

  /** Whether the names of its categories were compared, as {@link FeatureSchema#NAMES} asks. */
  public boolean isNamed() {
    return names != NameLikeness.NONE;
  }

  /** See {@link ShopCounts#keptShare}. */
  public double keptShare() {
    return keptShare;
  }

  /** The share of a category in all moves, smoothed: above 0, summing to one with the unknown. */
  double share(int category) {
    return popularity.share[Math.min(category, unknown)];
  }

  /** Its share in all moves to what was new to the person, up to smoothing: above 0. */
  public double novelShare(int category) {
    int number = Math.min(category, unknown);
    return popularity.share[number] * Math.exp(popularity.novelLift[number]);
  }

  /** Bytes of the tables that grow with the shop. */
  public long tableBytes() {
    return moves.bytes()
        + novelMoves.bytes()
        + skip.bytes()
        + forward.bytes()
        + backward.bytes()
        + inSessions.bytes()
        + inPeople.bytes()
        + neighbours.bytes()
        + names.bytes();
  }

  /**
   * The share of forward moves from a category to another, smoothed by popularity.
   *
   * @param moves from the one to the other
   */
  double forward(int from, int to, double moves) {
    return (moves + Popularity.FORWARD_PRIOR * popularity.share[to])
        / (forward.total(from) + Popularity.FORWARD_PRIOR);
  }

  /**
   * How much likelier a category is two runs after another than on the whole, in nats.
   *
   * @param moves from that other to the category
   */
  double skipLift(int from, int to, double moves) {
    double share = popularity.share[to];
    return Logarithms.of(
        (moves + Popularity.SKIP_PRIOR * share)
            / (skip.total(from) + Popularity.SKIP_PRIOR)
            / share);
  }
}
