package dev.meander.statistics;

import java.util.Arrays;
import java.util.List;

/** Sessions of the shop that share categories with a person's latest ones. Immutable. */
final class Neighbours {

  /** Most sessions of one category that are looked at: those of the last people, by number. */
  static final int MOST_OF_A_CATEGORY = 600;

  /** Categories that are counted: below {@link ShopCounts#MOST_CATEGORIES}. */
  private final char[] items;

  private final int[] starts;
  private final int[] inverted;
  private final int[] invertedStarts;

  /** By category: log of how few sessions it occurs in. */
  final double[] rarity;

  Neighbours(List<SessionStore.Session> sessions, int size) {
    int count = sessions.size();
    starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i + 1] = starts[i] + sessions.get(i).categories().length;
    }
    items = new char[starts[count]];
    int[] occurs = new int[size];
    int[] last = new int[size];
    Arrays.fill(last, -1);
    for (int i = 0; i < count; i++) {
      int[] categories = sessions.get(i).categories();
      int at = starts[i];
      for (int category : categories) {
        items[at++] = (char) category;
        if (last[category] != i) {
          last[category] = i;
          occurs[category]++;
        }
      }
    }
    invertedStarts = new int[size + 1];
    rarity = new double[size];
    for (int i = 0; i < size; i++) {
      invertedStarts[i + 1] = invertedStarts[i] + occurs[i];
      rarity[i] = Math.log((count + 1.0) / (occurs[i] + 1));
    }
    inverted = new int[invertedStarts[size]];
    int[] filled = Arrays.copyOf(invertedStarts, size);
    Arrays.fill(last, -1);
    for (int i = 0; i < count; i++) {
      for (int at = starts[i]; at < starts[i + 1]; at++) {
        int category = items[at];
        if (last[category] != i) {
          last[category] = i;
          inverted[filled[category]++] = i;
        }
      }
    }
  }

  int sessions() {
    return starts.length - 1;
  }

  /** Where those sessions of a category begin in {@link #session} that are looked at. */
  int firstOf(int category) {
    return Math.max(invertedStarts[category], endOf(category) - MOST_OF_A_CATEGORY);
  }

  int endOf(int category) {
    return invertedStarts[category + 1];
  }

  int session(int at) {
    return inverted[at];
  }

  int start(int session) {
    return starts[session];
  }

  int end(int session) {
    return starts[session + 1];
  }

  /** A category of a session, at a place from its start to before its end. */
  char item(int at) {
    return items[at];
  }

  long bytes() {
    return 2L * items.length
        + 4L * (starts.length + inverted.length + invertedStarts.length)
        + 8L * rarity.length;
  }
}
