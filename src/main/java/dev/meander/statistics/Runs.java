package dev.meander.statistics;

import java.util.Arrays;

/**
 * A person's history as runs: neighbouring visits of one category are one run. Immutable; times in
 * milliseconds, ascending. Categories are numbers of the batch, from 0.
 */
public final class Runs {

  /** Of a category that the person had not visited before. */
  static final int NOVEL = -1;

  final int size;
  final int[] category;
  final long[] start;
  final long[] end;
  final int[] events;
  final int[] intents;
  final int[] buys;
  final int[] newItems;
  final int[] session;

  /** Season of the start. */
  final int[] slot;

  /** Other categories visited since this one was, less one; {@link #NOVEL} where it never was. */
  final int[] moveRank;

  /** Log of the pause before in seconds, at least the form's shortest; 0 for the first. */
  final double[] logGap;

  Runs(ShopForm form, RunsBuilder from) {
    size = from.size();
    category = from.category();
    start = from.starts();
    end = from.ends();
    events = from.counts(RunsBuilder.EVENTS);
    intents = from.counts(RunsBuilder.INTENTS);
    buys = from.counts(RunsBuilder.BUYS);
    newItems = from.counts(RunsBuilder.NEW_ITEMS);
    session = new int[size];
    slot = new int[size];
    moveRank = new int[size];
    logGap = new double[size];
    RecencyList recency = new RecencyList();
    for (int k = 0; k < size; k++) {
      boolean broken = k > 0 && form.breaksSession(end[k - 1], start[k]);
      session[k] = (k == 0 ? 0 : session[k - 1]) + (broken ? 1 : 0);
      slot[k] = form.slot(start[k]);
      logGap[k] = k == 0 ? 0 : Math.log(Math.max(gapSeconds(k), form.floorSeconds()));
      int at = recency.placeOf(category[k]);
      recency.toFront(category[k]);
      moveRank[k] = at < 0 ? NOVEL : at - 1;
    }
  }

  public int size() {
    return size;
  }

  /** The category of run {@code k}. */
  public int category(int k) {
    return category[k];
  }

  /** When run {@code k} began, milliseconds. */
  public long start(int k) {
    return start[k];
  }

  /** When run {@code k} ended, milliseconds. */
  public long end(int k) {
    return end[k];
  }

  /** Events of run {@code k}. */
  public int events(int k) {
    return events[k];
  }

  /** What run {@code k} weighs: an event one, one more for an intent or a purchase. */
  public int weight(int k) {
    return events[k] + intents[k] + buys[k];
  }

  /** Purchases of run {@code k}. */
  public int buys(int k) {
    return buys[k];
  }

  /** Whether run {@code k} is the first of its category. */
  public boolean novel(int k) {
    return moveRank[k] == NOVEL;
  }

  /** How many runs began before a moment. */
  public int before(long millis) {
    int found = Arrays.binarySearch(start, millis);
    int at = found < 0 ? -found - 1 : found;
    while (at > 0 && start[at - 1] == millis) {
      at--;
    }
    return at;
  }

  /** Seconds between run {@code k} and the one before; 0 for the first. */
  double gapSeconds(int k) {
    return k == 0 ? 0 : (start[k] - end[k - 1]) / 1_000.0;
  }
}
