package dev.meander.scoring.shop;

import dev.meander.event.CategoryPath;
import dev.meander.event.PersonId;
import dev.meander.interest.RecentEvent;
import dev.meander.scoring.names.NameVectors;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopStatistics;
import dev.meander.statistics.Truths;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A shop's last days, to judge a ranker by: the statistics of all that was before them, and a
 * bounded sample of the moments in them. Two passes over its people, as in {@link ShopCounting};
 * memory is bounded likewise, and by the sample. One thread at a time.
 */
public final class LastDays {

  /** Days that windows of seven have a day to begin in. */
  private static final long LONGEST_MILLIS = 8 * 86_400_000L;

  /** A year and a month: what is older says little of who comes back now. */
  private static final long RETURNS_MILLIS = 396 * 86_400_000L;

  private static final double MOST = .25;
  private static final double LEAST = .1;

  private final ShopForm form;
  private final ShopCounting counting;
  private final MomentSample sample;
  private final MomentSample returns;
  private long from = Long.MAX_VALUE;
  private @Nullable ShopSnapshot before;

  /**
   * @param vocabulary as of {@link ShopCounting}
   * @param mostPairs as of {@link ShopCounting}
   * @param mostMoments in the sample
   */
  public LastDays(
      ShopForm form, Collection<CategoryPath> vocabulary, int mostPairs, int mostMoments) {
    this.form = form;
    counting = new ShopCounting(form, vocabulary, mostPairs);
    sample = new MomentSample(mostMoments);
    returns = new MomentSample(mostMoments);
  }

  /**
   * When the last days begin: with the latest tenth of the runs, or up to the latest quarter where
   * that is less than eight days.
   *
   * @param starts of runs, milliseconds, ascending
   */
  public static long from(long[] starts) {
    if (starts.length == 0) {
      return Long.MAX_VALUE;
    }
    long earliest = starts[(int) (starts.length * (1 - MOST))];
    long latest = starts[(int) (starts.length * (1 - LEAST))];
    return Math.clamp(starts[starts.length - 1] - LONGEST_MILLIS, earliest, latest);
  }

  /** See {@link ShopCounting#look}. */
  public void look(PersonId person, List<RecentEvent> events) {
    counting.look(person, events);
  }

  /** Ends the first pass: everybody has been looked at. */
  public void begin() {
    from = from(counting.starts());
    counting.begin(from);
  }

  /** Whether there is anything to count. */
  public boolean isEmpty() {
    return counting.isEmpty();
  }

  /** Counts a person, once, in the order of {@link #look}, and draws their moments. */
  public void count(PersonId person, List<RecentEvent> events) {
    counting.count(events);
    Runs runs = runs(events);
    sample.offer(person.value(), runs, runs.size(), from);
    VisitDays days = new VisitDays(form, events);
    for (int k = 0; k < days.size(); k++) {
      if (days.end(k) > counting.lastStart() - RETURNS_MILLIS) {
        returns.offer(person.value(), k);
      }
    }
  }

  /**
   * The runs of a person, all categories numbered: those that are counted as in {@link #before},
   * others above them.
   */
  public Runs runs(List<RecentEvent> events) {
    Map<CategoryPath, Integer> unknown = new HashMap<>();
    return PersonVisits.runs(
        form,
        events,
        category -> {
          int number = counting.numberOf(category);
          return number != PersonVisits.LEFT_OUT
              ? number
              : counting.numbered() + unknown.computeIfAbsent(category, _ -> unknown.size());
        });
  }

  /** The same, without a look at names. */
  public @Nullable ShopStatistics before() {
    return before(_ -> NameVectors.Compared.NOT);
  }

  /**
   * Everybody has been counted: the statistics of what was before; null where nothing was.
   *
   * @param compare what categories are called alike; asked once
   */
  public @Nullable ShopStatistics before(
      Function<List<CategoryPath>, NameVectors.Compared> compare) {
    if (before == null) {
      before =
          counting.snapshot(
              new ShopSnapshot.Version(0, List.of(), Instant.ofEpochMilli(from)),
              compare.apply(counting.names()));
    }
    return before.statistics();
  }

  /** After which of whose runs it is asked. */
  public Map<String, List<Integer>> moments() {
    return sample.runs();
  }

  /** At the end of which of whose {@link #days} it is asked who comes back. */
  public Map<String, List<Integer>> returns() {
    return returns.runs();
  }

  /** The days of a person's visits. */
  public VisitDays days(List<RecentEvent> events) {
    return new VisitDays(form, events);
  }

  /** What may answer after a run of a person. */
  public Truths.Reach reach(Runs runs) {
    return new Truths.Reach(runs.size(), counting.lastStart(), counting.known());
  }

  /** When the days begin. */
  public Instant from() {
    return Instant.ofEpochMilli(from);
  }

  /** When their last run began: up to then it is known where everybody went. */
  public Instant until() {
    return Instant.ofEpochMilli(counting.lastStart());
  }
}
