package dev.meander.launcher.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How it ended.
 *
 * @param minutes that the load lasted
 * @param acknowledged events
 * @param rate median of acknowledged events per second
 * @param errors answers that a client could not use, or none
 * @param slopes {@code name=value} each
 * @param faults whatever is not as it should be, in words
 */
public record Verdict(
    int minutes,
    long acknowledged,
    long lost,
    long doubled,
    double rate,
    long errors,
    List<String> slopes,
    List<String> faults) {

  /** Of all requests; more than these are a fault. */
  private static final double MOST_ERRORS = 0.001;

  /** Of the rate that was asked for. */
  private static final double LEAST_RATE = 0.95;

  public Verdict {
    slopes = List.copyOf(slopes);
    faults = List.copyOf(faults);
  }

  static Verdict of(Soak.Plan plan, Account account, Account.Difference difference, Series series) {
    Judgement judgement = Judgement.of(series);
    List<String> faults = new ArrayList<>(account.unexpected());
    faults.addAll(judgement.faults());
    double rate = median(series, Measure.RATE);
    if (rate < plan.rate() * LEAST_RATE) {
      faults.add(String.format(Locale.ROOT, "only %.0f events a second were reached", rate));
    }
    if (account.errors() > account.requests() * MOST_ERRORS) {
      faults.add("%d of %d requests failed".formatted(account.errors(), account.requests()));
    }
    if (difference.lost() + difference.doubled() > 0) {
      faults.add("events were lost or counted twice");
    }
    List<String> slopes = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (measure.mostGrowth().isPresent() || measure.greatest().isPresent()) {
        slopes.add(
            String.format(
                Locale.ROOT,
                "%s_per_h=%.1f",
                measure.column().replaceFirst("_mb$", "_slope_mb"),
                judgement.slope(measure)));
      }
    }
    return new Verdict(
        plan.minutes(),
        account.acknowledged(),
        difference.lost(),
        difference.doubled(),
        rate,
        account.errors(),
        slopes,
        faults);
  }

  private static double median(Series series, Measure measure) {
    double[] sorted =
        series.points(measure, 0).stream().mapToDouble(point -> point.y()).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  public boolean good() {
    return faults.isEmpty();
  }

  /** The last line of the command. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "soak minutes=%d acknowledged=%d lost=%d doubled=%d rate=%.0f errors=%d %s good=%b",
        minutes,
        acknowledged,
        lost,
        doubled,
        rate,
        errors,
        String.join(" ", slopes),
        good());
  }
}
