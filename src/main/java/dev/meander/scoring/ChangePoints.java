package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration.ChangePoint;
import dev.meander.interest.RecentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds where a person's distribution over categories turned: the Jensen-Shannon divergence between
 * the {@link #WINDOW} visits before an event and those from it on, wherever a run starts. A change
 * point is a largest value within a window on either side that exceeds {@link #THRESHOLD} bits
 * after the bias of small samples is taken off; the divergence told is the plain one.
 */
final class ChangePoints {
  static final int WINDOW = 24;
  static final int MIN_WINDOW = 8;
  static final double THRESHOLD = 0.5;
  static final int MOST = 10;

  /** Turns that differ by less than its inverse are equally sharp; the first of them counts. */
  private static final double EXACT = 1e9;

  private record Turn(int at, double divergence, double excess) {}

  private ChangePoints() {}

  /** At most {@link #MOST}, the sharpest ones, ascending in time. */
  static List<ChangePoint> of(InterestProfile profile) {
    // Small numbers stand for categories: they are counted thousands of times a person.
    Map<CategoryPath, Integer> numbers = new HashMap<>();
    int[] categories = new int[profile.recent().size()];
    List<Instant> times = new ArrayList<>();
    for (RecentEvent event : profile.recent()) {
      CategoryPath category = event.category();
      if (category != null && History.isVisit(event.kind())) {
        categories[times.size()] = numbers.computeIfAbsent(category, _ -> numbers.size());
        times.add(event.occurredAt());
      }
    }
    List<Turn> turns = new ArrayList<>();
    for (int k = MIN_WINDOW; k <= times.size() - MIN_WINDOW; k++) {
      if (categories[k] == categories[k - 1]) {
        continue;
      }
      int window = Math.min(WINDOW, Math.min(k, times.size() - k));
      Turn turn = at(categories, k, window, numbers.size());
      if (turn.excess() > THRESHOLD) {
        turns.add(turn);
      }
    }
    turns.sort(Comparator.comparingDouble(Turn::excess).reversed().thenComparingInt(Turn::at));
    Map<Integer, Turn> kept = new TreeMap<>();
    for (Turn turn : turns) {
      if (kept.size() < MOST
          && kept.keySet().stream().allMatch(at -> Math.abs(at - turn.at()) >= WINDOW)) {
        kept.put(turn.at(), turn);
      }
    }
    return kept.values().stream()
        .map(turn -> new ChangePoint(times.get(turn.at()), turn.divergence()))
        .toList();
  }

  private static Turn at(int[] categories, int k, int window, int kinds) {
    int[] before = new int[kinds];
    int[] after = new int[kinds];
    for (int i = 0; i < window; i++) {
      before[categories[k - window + i]]++;
      after[categories[k + i]]++;
    }
    double divergence = JensenShannon.bits(before, after, window);
    double bias =
        JensenShannon.bias(
            kinds(before, before), kinds(after, after), kinds(before, after), window);
    return new Turn(k, divergence, Math.rint((divergence - bias) * EXACT) / EXACT);
  }

  /** How many categories occur in one or the other. */
  private static int kinds(int[] one, int[] other) {
    int kinds = 0;
    for (int i = 0; i < one.length; i++) {
      if (one[i] > 0 || other[i] > 0) {
        kinds++;
      }
    }
    return kinds;
  }
}
