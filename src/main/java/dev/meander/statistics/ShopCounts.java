package dev.meander.statistics;

/**
 * The counts that statistics are made of: each person's runs are folded in order of time, people
 * are summed. All counts are integers, so any way of parting the people gives equal sums. Used by
 * one thread.
 */
public final class ShopCounts {

  /** Most pairs of each of the nine tables, 20 bytes a slot: 160 MiB where all slots are used. */
  public static final int MOST_PAIRS = 1 << 22;

  /** Most sessions that are kept as examples. */
  public static final int MOST_SESSIONS = 1 << 16;

  /** Most categories; a shop with more counts the rest as unknown. */
  public static final int MOST_CATEGORIES = 1 << 16;

  final ShopForm form;
  final int categories;
  final long recentFrom;
  final PopularityCounts popularity;
  final MoveCounts moves;
  final HazardCounts hazards = new HazardCounts();
  final TogetherCounts inSessions;
  final TogetherCounts inPeople;
  final SessionStore sessions = new SessionStore(MOST_SESSIONS);
  private final long[] lastEnd;
  private final int[] visits;
  private final int[] lastSession;
  private final RecencyList recency = new RecencyList();

  /**
   * @param categories how many are known: their numbers lie below this, 1 to {@link
   *     #MOST_CATEGORIES}
   * @param recentFrom milliseconds; from then on a move counts as recent in the trend
   */
  public ShopCounts(ShopForm form, int categories, long recentFrom) {
    this(form, categories, recentFrom, MOST_PAIRS);
  }

  /**
   * @param categories how many are known: their numbers lie below this, 1 to {@link
   *     #MOST_CATEGORIES}
   * @param recentFrom milliseconds; from then on a move counts as recent in the trend
   * @param mostPairs of each of the nine tables, 40 bytes a pair at most
   */
  public ShopCounts(ShopForm form, int categories, long recentFrom, int mostPairs) {
    if (categories < 1 || categories > MOST_CATEGORIES) {
      throw new IllegalArgumentException(categories + " categories, not 1 to " + MOST_CATEGORIES);
    }
    this.form = form;
    this.categories = categories;
    this.recentFrom = recentFrom;
    popularity = new PopularityCounts(categories);
    moves = new MoveCounts(mostPairs);
    inSessions = new TogetherCounts(categories, mostPairs);
    inPeople = new TogetherCounts(categories, mostPairs);
    lastEnd = new long[categories];
    visits = new int[categories];
    lastSession = new int[categories];
  }

  /**
   * Adds one person, once.
   *
   * @param person a number of theirs; the order of people decides ties among sessions, and which of
   *     a category's many sessions are looked at: those of the last people
   * @param visible how many of the runs, from the first, may be counted
   * @throws IllegalArgumentException when a visible run is of an unknown category; nothing is
   *     counted then
   */
  public void add(long person, Runs runs, int visible) {
    for (int k = 0; k < visible; k++) {
      if (runs.category[k] >= categories) {
        throw new IllegalArgumentException("category " + runs.category[k] + " of " + categories);
      }
    }
    if (visible == 0) {
      return;
    }
    popularity.add(runs, visible, recentFrom, lastEnd);
    moves.add(runs, visible);
    hazards.add(runs, visible, visits, lastSession, recency);
    sessions.add(person, runs, visible, form, inSessions);
    inPeople.add(java.util.Arrays.copyOf(runs.category, visible));
  }

  /**
   * Adds all of another part of the people.
   *
   * @throws IllegalArgumentException when the other counts something else
   */
  public void addAll(ShopCounts other) {
    if (!form.equals(other.form)
        || categories != other.categories
        || recentFrom != other.recentFrom) {
      throw new IllegalArgumentException("counts of another form, vocabulary or time");
    }
    popularity.addAll(other.popularity);
    moves.addAll(other.moves);
    hazards.addAll(other.hazards);
    inSessions.addAll(other.inSessions);
    inPeople.addAll(other.inPeople);
    sessions.addAll(other.sessions);
  }

  /**
   * From when on a move is recent: when the latest quarter of the runs began.
   *
   * @param starts of runs, milliseconds, ascending
   */
  public static long latestQuarter(long[] starts) {
    if (starts.length == 0) {
      return 0;
    }
    double at = (starts.length - 1) * .75;
    int below = (int) at;
    int above = Math.min(below + 1, starts.length - 1);
    return (long) Math.ceil(starts[below] + (at - below) * (starts[above] - starts[below]));
  }

  /**
   * The share of the contexts that is counted: 1 until one of the tables of pairs reaches its
   * bound, then what the fullest keeps.
   */
  public double keptShare() {
    return Math.min(
        moves.keptShare(), Math.min(inSessions.pairs.keptShare(), inPeople.pairs.keptShare()));
  }

  /** Bytes of the tables of pairs: what grows with the shop. */
  public long tableBytes() {
    return moves.bytes()
        + inSessions.pairs.bytes()
        + inPeople.pairs.bytes()
        + popularity.rests.bytes();
  }

  /** The statistics, without a look at names. */
  public ShopStatistics snapshot() {
    return snapshot(NameLikeness.NONE);
  }

  /**
   * The statistics.
   *
   * @param names of the categories, by their numbers
   */
  public ShopStatistics snapshot(NameLikeness names) {
    return new ShopStatistics(this, names);
  }
}
