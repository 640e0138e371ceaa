package dev.meander.interest;

import dev.meander.event.CategoryPath;

/**
 * One category's running sums at the end of a day.
 *
 * @param lastSeenAt epoch milliseconds
 * @param events counted since the category was last forgotten
 */
record CategorySum(
    CategoryPath category,
    double daily,
    double weekly,
    double monthly,
    long lastSeenAt,
    long events) {

  /** Below this in all three sums, a category says nothing any more. */
  private static final double NEGLIGIBLE = 1e-9;

  static CategorySum of(CategoryMass mass) {
    return new CategorySum(
        mass.category(),
        mass.weighted(HalfLife.DAY),
        mass.weighted(HalfLife.WEEK),
        mass.weighted(HalfLife.MONTH),
        mass.lastSeenAt(),
        mass.events());
  }

  static CategorySum read(ByteSource source, CategoryPath category) {
    return new CategorySum(
        category,
        source.readDouble(),
        source.readDouble(),
        source.readDouble(),
        source.readSigned(),
        source.readUnsigned());
  }

  void write(ByteSink sink) {
    sink.putDouble(daily);
    sink.putDouble(weekly);
    sink.putDouble(monthly);
    sink.putSigned(lastSeenAt);
    sink.putUnsigned(events);
  }

  /** The same sums, {@code decay} indexed by half-life. */
  CategorySum scaled(double[] decay) {
    return new CategorySum(
        category,
        daily * decay[HalfLife.DAY.slot],
        weekly * decay[HalfLife.WEEK.slot],
        monthly * decay[HalfLife.MONTH.slot],
        lastSeenAt,
        events);
  }

  CategorySum plus(CategorySum newer) {
    return new CategorySum(
        category,
        daily + newer.daily,
        weekly + newer.weekly,
        monthly + newer.monthly,
        Math.max(lastSeenAt, newer.lastSeenAt),
        events + newer.events);
  }

  boolean negligible() {
    return size() < NEGLIGIBLE;
  }

  /** The largest of the three sums, in absolute value. */
  double size() {
    return Math.max(Math.abs(daily), Math.max(Math.abs(weekly), Math.abs(monthly)));
  }
}
