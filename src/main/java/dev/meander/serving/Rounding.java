package dev.meander.serving;

import dev.meander.interest.Evolution;
import dev.meander.interest.Evolution.Ahead;
import dev.meander.interest.Evolution.CategoryEvolution;
import dev.meander.interest.Evolution.DayForecast;
import dev.meander.interest.Evolution.DayWeight;
import dev.meander.interest.Evolution.ShareAhead;
import dev.meander.interest.Evolution.TrendChances;
import dev.meander.interest.Migration;
import dev.meander.interest.Migration.ChangePoint;
import dev.meander.interest.Migration.Path;
import dev.meander.interest.Migration.Step;
import dev.meander.interest.Migration.Within;
import dev.meander.interest.RankedCategory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as they are shown: rounded once, before anything is rendered or stored, so that the
 * same view gives the same digits by whichever way it is read.
 */
final class Rounding {

  /** Shares are whole multiples of its inverse. 200 of them sum to 1 within a millionth. */
  static final double SHARE_UNITS = 1e9;

  /** Units of a probability that is kept in one that is shown. */
  private static final long FINER = 1_000;

  /** A probability of a candidate below this is not told. */
  private static final double LEAST = 1e-6;

  /** Every other number is a whole multiple of its inverse, as are told probabilities. */
  static final double UNITS = 1e6;

  private Rounding() {}

  static double share(double value) {
    return Math.rint(value * SHARE_UNITS) / SHARE_UNITS;
  }

  /** Candidates too improbable to be shown are left out. */
  static Migration migration(Migration exact) {
    return new Migration(
        exact.steps().stream()
            .map(s -> new Step(s.step(), ranked(s.candidates()), ranked(s.news())))
            .toList(),
        exact.days().stream()
            .map(d -> new Within(d.days(), ranked(d.candidates()), ranked(d.news())))
            .toList(),
        exact.paths().stream()
            // Paths are improbable by nature: kept, with the smallest number above 0.
            .map(p -> new Path(p.categories(), Math.max(1 / UNITS, down(p.probability()))))
            .toList(),
        exact.changePoints().stream()
            .map(c -> new ChangePoint(c.at(), nearest(c.divergence())))
            .toList(),
        exact.ranker(),
        exact.calibration());
  }

  static Evolution evolution(Evolution exact) {
    return new Evolution(
        exact.categories().stream().map(Rounding::category).toList(),
        exact.ahead().stream().map(Rounding::ahead).toList(),
        chances(exact.baseRates()),
        exact.outlook());
  }

  private static Ahead ahead(Ahead exact) {
    return new Ahead(
        exact.days(),
        nearest(exact.comeBack()),
        exact.shares().stream()
            .map(
                s ->
                    new ShareAhead(
                        s.category(), nearest(s.share()), nearest(s.lower()), nearest(s.upper())))
            .toList(),
        nearest(exact.elsewhere()));
  }

  private static @Nullable TrendChances chances(@Nullable TrendChances exact) {
    return exact == null
        ? null
        : new TrendChances(
            nearest(exact.emerging()), nearest(exact.stable()), nearest(exact.fading()));
  }

  private static CategoryEvolution category(CategoryEvolution exact) {
    return new CategoryEvolution(
        exact.category(),
        exact.trend(),
        exact.history().stream().map(d -> new DayWeight(d.day(), nearest(d.weight()))).toList(),
        exact.forecast().stream()
            .map(
                d ->
                    new DayForecast(
                        d.day(), nearest(d.weight()), nearest(d.lower()), nearest(d.upper())))
            .toList(),
        chances(exact.chances()));
  }

  private static List<RankedCategory> ranked(List<RankedCategory> exact) {
    return exact.stream()
        .filter(c -> c.probability() >= LEAST)
        .map(c -> new RankedCategory(c.category(), kept(c.probability()), c.novel()))
        .toList();
  }

  /**
   * A candidate's probability as it is shown: down, so that those that sum to at most 1 still do.
   *
   * @param kept as a view holds it
   */
  static double told(double kept) {
    return Math.floorDiv(Math.round(kept * SHARE_UNITS), FINER) / UNITS;
  }

  /** A thousand times finer than it is shown, for an order by other things too; down. */
  private static double kept(double probability) {
    return Math.floor(probability * SHARE_UNITS) / SHARE_UNITS;
  }

  private static double nearest(double value) {
    return Math.rint(value * UNITS) / UNITS;
  }

  /** Down, so that probabilities that sum to at most 1 still do. */
  private static double down(double value) {
    return Math.floor(value * UNITS) / UNITS;
  }
}
