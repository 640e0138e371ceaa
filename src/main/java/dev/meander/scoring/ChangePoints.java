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

  private record Turn(int at, double divergence, double excess) {}

  private ChangePoints() {}

  /** At most {@link #MOST}, the sharpest ones, ascending in time. */
  static List<ChangePoint> of(InterestProfile profile) {
    // Small numbers stand for categories: they are counted thousands of times a person.
    Map<CategoryPath, Integer> numbers = new HashMap<>();
    List<Integer> categories = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    for (RecentEvent event : profile.recent()) {
      CategoryPath category = event.category();
      if (category != null && History.isVisit(event.kind())) {
        categories.add(numbers.computeIfAbsent(category, _ -> numbers.size()));
        times.add(event.occurredAt());
      }
    }
    List<Turn> turns = new ArrayList<>();
    for (int k = MIN_WINDOW; k <= categories.size() - MIN_WINDOW; k++) {
      if (categories.get(k).equals(categories.get(k - 1))) {
        continue;
      }
      Turn turn = at(categories, k);
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

  private static Turn at(List<Integer> categories, int k) {
    int window = Math.min(WINDOW, Math.min(k, categories.size() - k));
    Map<Integer, Double> before = JensenShannon.counted(categories.subList(k - window, k));
    Map<Integer, Double> after = JensenShannon.counted(categories.subList(k, k + window));
    int both =
        before.size()
            + (int) after.keySet().stream().filter(key -> !before.containsKey(key)).count();
    double divergence = JensenShannon.bits(before, after);
    return new Turn(
        k, divergence, divergence - JensenShannon.bias(before.size(), after.size(), both, window));
  }
}
