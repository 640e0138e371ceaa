package dev.meander.statistics;

import java.util.Arrays;

/** Joins one person's visits, by ascending time, to runs. Used by one thread. */
public final class RunsBuilder {
  static final int EVENTS = 0;
  static final int INTENTS = 1;
  static final int BUYS = 2;
  static final int NEW_ITEMS = 3;
  private static final int COUNTS = 4;

  private final ShopForm form;
  private int[] categories = new int[16];
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int[] counts = new int[16 * COUNTS];
  private int size;

  public RunsBuilder(ShopForm form) {
    this.form = form;
  }

  /**
   * Adds a visit.
   *
   * @param category its number, at least 0
   * @param millis not before the visit before
   * @param intent whether it says that the person wants the item: cart, favourite
   * @param buy whether the item was bought
   * @param newItem whether the person never met the item before
   * @throws IllegalArgumentException when the time goes back or the category is negative
   */
  public void visit(int category, long millis, boolean intent, boolean buy, boolean newItem) {
    if (category < 0 || (size > 0 && millis < ends[size - 1])) {
      throw new IllegalArgumentException("category " + category + " at " + millis + " ms");
    }
    if (size == 0 || categories[size - 1] != category) {
      begin(category, millis);
    }
    ends[size - 1] = millis;
    int at = (size - 1) * COUNTS;
    counts[at + EVENTS]++;
    counts[at + INTENTS] += intent ? 1 : 0;
    counts[at + BUYS] += buy ? 1 : 0;
    counts[at + NEW_ITEMS] += newItem ? 1 : 0;
  }

  private void begin(int category, long millis) {
    if (size == categories.length) {
      categories = Arrays.copyOf(categories, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      counts = Arrays.copyOf(counts, size * 2 * COUNTS);
    }
    categories[size] = category;
    starts[size] = millis;
    size++;
  }

  public Runs build() {
    return new Runs(form, this);
  }

  int size() {
    return size;
  }

  int[] category() {
    return Arrays.copyOf(categories, size);
  }

  long[] starts() {
    return Arrays.copyOf(starts, size);
  }

  long[] ends() {
    return Arrays.copyOf(ends, size);
  }

  int[] counts(int which) {
    int[] found = new int[size];
    for (int k = 0; k < size; k++) {
      found[k] = counts[k * COUNTS + which];
    }
    return found;
  }
}
