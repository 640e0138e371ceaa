package dev.meander.statistics;

/**
 * Whether a category's share of a person's weight rises, stays or fades: its share of the {@link
 * #DAYS} days that follow against its level, the share of weight that halves within {@link
 * #HALF_LIFE_DAYS} days. The order is that of a model's numbers.
 */
public enum OutlookTrend {
  FADING,
  STABLE,
  RISING;

  /** Length of the window that is compared with the level. */
  public static final int DAYS = 91;

  public static final double HALF_LIFE_DAYS = 90;

  /** What a share has to differ by, and a level to be above, to be asked for. */
  public static final double LEAST_CHANGE = .02;

  /** Events that a category must have had. */
  public static final int LEAST_EVENTS = 3;

  /** Its place among a model's numbers. */
  @SuppressWarnings("EnumOrdinal") // the order of the list is the order of the numbers
  public int number() {
    return ordinal();
  }

  /**
   * Whether all three can be of a candidate. At a level of {@link #LEAST_CHANGE} or less nothing
   * can fade.
   */
  public static boolean asked(OutlookRows rows, int row) {
    return row < rows.elsewhere()
        && rows.events(row) >= LEAST_EVENTS
        && rows.level(row) > LEAST_CHANGE;
  }

  /**
   * What it was.
   *
   * @param level share before
   * @param share of the weight of the window
   */
  public static OutlookTrend of(double level, double share) {
    double change = share - level;
    return change > LEAST_CHANGE ? RISING : change < -LEAST_CHANGE ? FADING : STABLE;
  }
}
