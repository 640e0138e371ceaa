package dev.meander.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came after a run, by head: the next three runs, and where most events went within days. */
public final class Truths {
  public static final List<String> HEADS =
      List.of("step1", "step2", "step3", "days1", "days3", "days7");

  /** There is an answer, but it is no candidate. */
  public static final int MISSED = -1;

  /** There is none, or it lies beyond what may be known. */
  public static final int UNKNOWN = -2;

  private static final int STEPS = 3;
  private static final int[] DAYS = {1, 3, 7};
  private static final long DAY_MILLIS = 86_400_000;

  private final int[] places = new int[HEADS.size()];
  private final int[] novel = new int[HEADS.size()];

  /**
   * What may answer.
   *
   * @param runs of the person, from the first
   * @param until milliseconds; what lies after is not known
   * @param categories that are counted; others are missed
   */
  public record Reach(int runs, long until, int categories) {}

  /**
   * @param k the run after which it is asked
   * @param rows the candidates then
   */
  public Truths(Runs runs, int k, CandidateRows rows, Reach reach) {
    Arrays.fill(places, UNKNOWN);
    for (int step = 1; step <= STEPS && k + step < reach.runs(); step++) {
      set(step - 1, runs.category(k + step), runs, k, rows, reach.categories());
    }
    for (int i = 0; i < DAYS.length; i++) {
      long end = runs.end(k) + DAYS[i] * DAY_MILLIS;
      int most = end > reach.until() ? UNKNOWN : most(runs, k, end, reach.runs());
      if (most != UNKNOWN) {
        set(STEPS + i, most, runs, k, rows, reach.categories());
      }
    }
  }

  private void set(int head, int category, Runs runs, int k, CandidateRows rows, int known) {
    places[head] = category < known ? rows.find(category) : MISSED;
    novel[head] = 1;
    for (int run = 0; run <= k; run++) {
      if (runs.category(run) == category) {
        novel[head] = 0;
      }
    }
  }

  /** The category with most events in runs that begin until {@code end}; the earlier of equals. */
  private static int most(Runs runs, int k, long end, int observed) {
    Map<Integer, Integer> events = new LinkedHashMap<>();
    for (int run = k + 1; run < observed && runs.start(run) <= end; run++) {
      events.merge(runs.category(run), runs.events(run), Integer::sum);
    }
    int category = UNKNOWN;
    int most = 0;
    for (Map.Entry<Integer, Integer> each : events.entrySet()) {
      if (each.getValue() > most) {
        most = each.getValue();
        category = each.getKey();
      }
    }
    return category;
  }

  /** Rows of the answers by head; {@link #MISSED} and {@link #UNKNOWN} are negative. */
  public int[] places() {
    return places.clone();
  }

  /** 1 where the answer was new to the person. */
  public int[] novel() {
    return novel.clone();
  }

  /** Whether any answer is a candidate. */
  public boolean any() {
    return Arrays.stream(places).anyMatch(place -> place >= 0);
  }
}
