package dev.meander.scoring;

import dev.meander.scoring.ModelManifest.Quantiles;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far what happens strays from what a model of evolution foretells: split-conformal quantiles
 * of (actual - foretold) / sqrt(p (1 - p) + 0.001) on time that the model did not learn from, apart
 * for small and large p, the number foretold (Lei et al. 2018, JASA 113:523; by groups: Vovk 2012).
 *
 * @param level share of what happens that lies within, 0 to 1
 * @param edges between the groups of p, ascending within 0 and 1
 * @param shares by head, of the weight in the window of somebody who comes: a number a group
 * @param weights by head, of the weekly share at the window's end, whether they come or not
 */
@RegisterForReflection
record OutlookBands(
    double level,
    List<Double> edges,
    Map<String, Quantiles> shares,
    Map<String, Quantiles> weights) {
  /** From where to where, around what is foretold. */
  record Band(double lower, double upper) {}

  /** Quantiles of the scaled error: at most and at least 0. */
  record Reach(double lower, double upper) {}

  /** Whether there is a band for every head. */
  boolean areWhole(List<String> heads) {
    double below = 0;
    for (double edge : edges) {
      if (!(edge > below && edge < 1)) {
        return false;
      }
      below = edge;
    }
    return level > 0
        && level < 1
        && Stream.of(shares, weights)
            .allMatch(of -> heads.stream().allMatch(head -> isWhole(of.get(head))));
  }

  private boolean isWhole(@Nullable Quantiles quantiles) {
    return quantiles != null
        && quantiles.lower().size() == edges.size() + 1
        && quantiles.upper().size() == edges.size() + 1
        && quantiles.lower().stream().allMatch(each -> each <= 0 && Double.isFinite(each))
        && quantiles.upper().stream().allMatch(each -> each >= 0 && Double.isFinite(each));
  }

  /** The band of a share of the window's weight. */
  Band ofShare(String head, double foretold) {
    return band(quantiles(shares, head), foretold);
  }

  /** How far a weekly share at the window's end strays, in scales of {@link Bands}. */
  Reach reachOfWeight(String head, double foretold) {
    return reach(quantiles(weights, head), foretold);
  }

  private static Quantiles quantiles(Map<String, Quantiles> of, String head) {
    Quantiles found = of.get(head);
    if (found == null) {
      throw new IllegalArgumentException("no band of " + head);
    }
    return found;
  }

  private Reach reach(Quantiles quantiles, double foretold) {
    int group = 0;
    while (group < edges.size() && foretold >= edges.get(group)) {
      group++;
    }
    return new Reach(quantiles.lower().get(group), quantiles.upper().get(group));
  }

  private Band band(Quantiles quantiles, double foretold) {
    Reach reach = reach(quantiles, foretold);
    double scale = Bands.scale(foretold);
    return new Band(
        Finite.within(0, foretold + reach.lower() * scale, foretold),
        Finite.within(foretold, foretold + reach.upper() * scale, 1));
  }
}
