package dev.meander.statistics;

/**
 * How a shop's times are to be read.
 *
 * @param grain what a time in the shop's log says
 * @param zoneSeconds the shop's clock ahead of UTC, -64,800 to 64,800
 * @param longestSession runs after which a session of {@link Neighbours} is cut, 2 to 1,000
 */
public record ShopForm(TimeGrain grain, int zoneSeconds, int longestSession) {

  /** Longest session that is kept whole. */
  public static final int MOST_SESSION_RUNS = 1_000;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final long DAY_MILLIS = 86_400_000;
  private static final double YEAR_DAYS = 365.25;
  private static final double MONTH_DAYS = 30.5;

  /** What a time says. */
  public enum TimeGrain {
    /** The moment: a pause of more than an hour ends a session. */
    CLOCK,
    /** The day, and the order within it: a session is a day. */
    DAY,
    /** The order and the time passed, without a date: a history is one session. */
    ORDER
  }

  public ShopForm {
    if (Math.abs(zoneSeconds) > 64_800) {
      throw new IllegalArgumentException("zoneSeconds is " + zoneSeconds + ", at most 18 hours");
    }
    if (longestSession < 2 || longestSession > MOST_SESSION_RUNS) {
      throw new IllegalArgumentException(
          "longestSession is " + longestSession + ", not 2 to " + MOST_SESSION_RUNS);
    }
  }

  /** Of a shop whose log holds the moment of each click. */
  public static ShopForm clicks(int zoneSeconds) {
    return new ShopForm(TimeGrain.CLOCK, zoneSeconds, MOST_SESSION_RUNS);
  }

  /** Of a shop whose log holds the days of orders. */
  public static ShopForm orders() {
    return new ShopForm(TimeGrain.DAY, 0, MOST_SESSION_RUNS);
  }

  /** Of single sessions without dates. */
  public static ShopForm sessions() {
    return new ShopForm(TimeGrain.ORDER, 0, MOST_SESSION_RUNS);
  }

  /** Seconds below which two times are as good as equal. */
  double floorSeconds() {
    return grain == TimeGrain.DAY ? 43_200 : 1;
  }

  boolean breaksSession(long endBefore, long start) {
    return switch (grain) {
      case CLOCK -> start - endBefore > HOUR_MILLIS;
      case DAY -> Math.floorDiv(start, DAY_MILLIS) != Math.floorDiv(endBefore, DAY_MILLIS);
      case ORDER -> false;
    };
  }

  /** The day of the shop's clock, counted from 1970. */
  long day(long millis) {
    return Math.floorDiv(millis + zoneSeconds * 1_000L, DAY_MILLIS);
  }

  /** Runs of one neighbour session share this number. */
  long neighbourDay(long start) {
    return grain == TimeGrain.CLOCK ? day(start) : 0;
  }

  /** The season of a time, 0 to {@link PopularityCounts#SLOTS} - 1: hours of a day, or months. */
  int slot(long start) {
    return switch (grain) {
      case CLOCK ->
          (int) (Math.floorMod(start + zoneSeconds * 1_000L, DAY_MILLIS) / (3 * HOUR_MILLIS));
      case DAY -> {
        double days = start / (double) DAY_MILLIS;
        yield (int) ((days - Math.floor(days / YEAR_DAYS) * YEAR_DAYS) / MONTH_DAYS);
      }
      case ORDER -> 0;
    };
  }
}
