package dev.meander.scoring;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.interest.InterestProfile;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the person of a {@link TrainingExample}: the labels, gathered while later events
 * pass. An event counts as in {@link History}: what is shown, hidden or sent back is no visit.
 * Labels are places of candidates; the number of candidates stands for every other category. Not
 * thread-safe.
 */
public final class TrainingOutcome {
  /** Days ahead that shares of interest are compared at. */
  public static final List<Integer> HORIZONS = Heads.HORIZONS;

  /** No event within the window of the head. */
  public static final int UNKNOWN = -1;

  /** Days after which an outcome is settled. */
  public static final int DAYS = HORIZONS.getLast();

  private static final long DAY_MILLIS = 86_400_000L;

  /** Days ahead of all heads that look at a time: 1, 3, 7, 28. */
  private static final List<Integer> WINDOWS = List.of(1, 3, 7, 28);

  private final long from;
  private final Map<CategoryPath, Integer> places;
  private final int[] steps = new int[Heads.STEPS];
  private final float[] weights;
  private final Map<CategoryPath, int[]> visits = new LinkedHashMap<>();
  private @Nullable CategoryPath run;
  private int runs;

  /**
   * @param from when the example's person was last seen
   */
  public TrainingOutcome(TrainingExample example, Instant from) {
    this.from = from.toEpochMilli();
    List<CategoryPath> categories = example.categories();
    this.places = HashMap.newHashMap(categories.size());
    for (int i = 0; i < categories.size(); i++) {
      places.put(categories.get(i), i);
    }
    this.weights = new float[categories.size() * HORIZONS.size()];
    this.run = example.current() < 0 ? null : categories.get(example.current());
    Arrays.fill(steps, UNKNOWN);
  }

  /** Milliseconds since 1970, from which on {@code days} days have passed. */
  public long after(int days) {
    return from + days * DAY_MILLIS;
  }

  /** Takes a later event of the person; in order of time. */
  public void then(EventEnvelope envelope) {
    CategoryPath category =
        envelope.event() instanceof BehaviorEvent.ItemEvent about ? about.item().category() : null;
    if (category == null || !History.isVisit(envelope.kind())) {
      return;
    }
    if (!category.equals(run)) {
      if (runs < steps.length) {
        steps[runs++] = places.getOrDefault(category, places.size());
      }
      run = category;
    }
    long at = envelope.occurredAt().toEpochMilli();
    int[] counts = visits.computeIfAbsent(category, absent -> new int[WINDOWS.size()]);
    for (int i = 0; i < counts.length; i++) {
      if (at <= after(WINDOWS.get(i))) {
        counts[i]++;
      }
    }
  }

  /**
   * Notes the shares of the weekly sums, once the time of that horizon has come.
   *
   * @param horizon place in {@link #HORIZONS}
   */
  public void weights(int horizon, InterestProfile then) {
    DecayedShares shares = DecayedShares.of(then);
    places.forEach(
        (category, place) ->
            weights[place * HORIZONS.size() + horizon] = (float) shares.weekly(category));
  }

  /** {@code [6]}: the next three runs, then where most visits go within 1, 3 and 7 days. */
  public int[] migration() {
    int[] labels = Arrays.copyOf(steps, Heads.MIGRATION);
    for (int i = 0; i < Heads.DAYS.size(); i++) {
      labels[Heads.STEPS + i] = most(WINDOWS.indexOf(Heads.DAYS.get(i)));
    }
    return labels;
  }

  private int most(int window) {
    int most = 0;
    int label = UNKNOWN;
    for (Map.Entry<CategoryPath, int[]> entry : visits.entrySet()) {
      int count = entry.getValue()[window];
      if (count > most) {
        most = count;
        label = places.getOrDefault(entry.getKey(), places.size());
      }
    }
    return label;
  }

  /** {@code [C + 1][3]} row by row: visits within each horizon, the last row for the rest. */
  public float[] visits() {
    float[] table = new float[(places.size() + 1) * HORIZONS.size()];
    visits.forEach(
        (category, counts) -> {
          int row = places.getOrDefault(category, places.size()) * HORIZONS.size();
          for (int i = 0; i < HORIZONS.size(); i++) {
            table[row + i] += counts[WINDOWS.indexOf(HORIZONS.get(i))];
          }
        });
    return table;
  }

  /** {@code [C][3]} row by row: shares of the weekly sums at each horizon. */
  public float[] weights() {
    return weights.clone();
  }
}
