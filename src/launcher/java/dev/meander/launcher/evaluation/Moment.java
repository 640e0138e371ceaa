package dev.meander.launcher.evaluation;

import dev.meander.interest.InterestProfile;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * After which run of whom it is asked what comes next, as far back as a profile reaches: the
 * service answers from a person's newest {@link InterestProfile#HISTORY_EVENTS} events.
 *
 * @param runs later ones than {@code k} may be among them
 * @param k of a run, from 0
 */
public record Moment(Runs runs, int k) {

  /**
   * The moment after a run.
   *
   * @param number of a category, as of {@code runs}
   * @param runs all of the person's
   * @param k of a run among all
   */
  public static Moment of(
      ShopForm form, BenchPerson person, ToIntFunction<String> number, Runs runs, int k) {
    if (person.visits().size() <= InterestProfile.HISTORY_EVENTS) {
      return new Moment(runs, k);
    }
    int until = 0;
    for (int run = 0; run <= k; run++) {
      until += runs.events(run);
    }
    int from = until - InterestProfile.HISTORY_EVENTS;
    if (from <= 0) {
      return new Moment(runs, k);
    }
    List<BenchVisit> newest = person.visits().subList(from, until);
    Runs left = new BenchPerson(person.id(), newest).runs(form, number);
    return new Moment(left, left.size() - 1);
  }
}
