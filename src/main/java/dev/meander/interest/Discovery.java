package dev.meander.interest;

import dev.meander.interest.Migration.Step;
import dev.meander.interest.Migration.Within;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Another order of the next categories, in which what is new to the person is lifted: one number
 * trades being right about returns for being right about what is new. The best few of each list can
 * be kept where they stand: they are lifted too, so that nothing passes them. Probabilities are not
 * touched.
 *
 * @param bonus what the logarithm of a lifted category's probability grows by, in nats, at least 0
 * @param keep how many of the most probable stay, at least 0
 */
public record Discovery(double bonus, int keep) {

  /** Categories of a list. */
  private static final int MOST = 20;

  private record Placed(RankedCategory category, double score) {}

  /** Throws {@link IllegalArgumentException} where a number is below 0 or none. */
  public Discovery {
    if (!(bonus >= 0 && bonus < Double.POSITIVE_INFINITY) || keep < 0) {
      throw new IllegalArgumentException("a bonus of " + bonus + " below " + keep);
    }
  }

  /**
   * Whether a category gets the bonus.
   *
   * @param place by probability, from 0
   * @param novel whether the person has not been there
   */
  public boolean lifts(int place, boolean novel) {
    return novel || place < keep;
  }

  /**
   * Where what makes the order stands: the logarithm of a probability, with the bonus.
   *
   * @param scale what the score is divided by to be the logarithm of a probability, but for a
   *     constant: the temperature, of a logit
   */
  public double score(double score, double scale, int place, boolean novel) {
    return lifts(place, novel) ? score + bonus * scale : score;
  }

  /**
   * The same forecast in this order, at most 20 categories of each step and of each number of days.
   * Those are exact: nobody who is not among the 20 most probable or the 20 most probable new ones
   * gets among the first 20. Paths stay as they are.
   */
  public Migration order(Migration plain) {
    return new Migration(
        plain.steps().stream()
            .map(step -> new Step(step.step(), ordered(step.candidates(), step.news())))
            .toList(),
        plain.days().stream()
            .map(within -> new Within(within.days(), ordered(within.candidates(), within.news())))
            .toList(),
        plain.paths(),
        plain.changePoints(),
        plain.ranker(),
        plain.calibration());
  }

  private List<RankedCategory> ordered(List<RankedCategory> candidates, List<RankedCategory> news) {
    List<Placed> placed = new ArrayList<>(candidates.size() + news.size());
    for (RankedCategory candidate : candidates) {
      placed.add(placed(candidate, placed.size()));
    }
    for (RankedCategory candidate : news) {
      placed.add(placed(candidate, placed.size()));
    }
    return placed.stream()
        .sorted(Comparator.comparingDouble(each -> -each.score()))
        .limit(MOST)
        .map(Placed::category)
        .toList();
  }

  private Placed placed(RankedCategory candidate, int place) {
    return new Placed(
        candidate, score(Math.log(candidate.probability()), 1, place, candidate.novel()));
  }
}
