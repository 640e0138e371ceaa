package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.Migration.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The most probable three-step paths, by beam search. A path's probability is p1(a) p2(b | a) p3(c
 * | b), where p(b | a) is the step head reweighted by {@link StepChain#after} and normalised over
 * all that is not a, the rest included. Paths through the rest are not named, so that the
 * probabilities of all paths sum to at most 1.
 */
final class PathSearch {
  /** Paths told. */
  static final int MOST = 20;

  /** Paths kept between steps: wide enough that the best 20 are seldom missed. */
  static final int BEAM = 64;

  /** A path so far; order breaks ties, so that equal inputs give equal paths. */
  private record Partial(@Nullable Partial before, int state, double probability, int order) {}

  private static final Comparator<Partial> BEST_FIRST =
      Comparator.comparingDouble(Partial::probability).reversed().thenComparingInt(Partial::order);

  /** Keeps the best of what it is offered. */
  private static final class Beam {
    private final PriorityQueue<Partial> kept = new PriorityQueue<>(BEST_FIRST.reversed());
    private int offered;

    void offer(@Nullable Partial before, int state, double probability) {
      Partial worst = kept.peek();
      if (kept.size() == BEAM && worst != null) {
        if (probability <= worst.probability()) {
          return;
        }
        kept.poll();
      }
      kept.add(new Partial(before, state, probability, offered++));
    }

    /** Whether nothing of this probability or less can still be kept. */
    boolean isAbove(double probability) {
      Partial worst = kept.peek();
      return kept.size() == BEAM && worst != null && probability <= worst.probability();
    }

    List<Partial> best() {
      List<Partial> best = new ArrayList<>(kept);
      best.sort(BEST_FIRST);
      return best;
    }
  }

  private PathSearch() {}

  /** At most {@link #MOST}, descending; empty where there is nowhere to go. */
  static List<Path> of(CandidateSet candidates, Prediction prediction, StepChain chain) {
    Beam beam = new Beam();
    double[] first = prediction.migration()[0];
    for (int i = 0; i < candidates.size(); i++) {
      if (first[i] > 0 && i != candidates.current()) {
        beam.offer(null, i, first[i]);
      }
    }
    for (int step = 1; step < Heads.STEPS; step++) {
      beam = extended(beam, prediction.migration()[step], chain);
    }
    return beam.best().stream()
        .limit(MOST)
        .map(partial -> new Path(categories(candidates, partial), partial.probability()))
        .toList();
  }

  private static Beam extended(Beam beam, double[] head, StepChain chain) {
    Beam longer = new Beam();
    for (Partial partial : beam.best()) {
      if (longer.isAbove(partial.probability())) {
        break; // a path is never likelier than its beginning, nor are those of the rest
      }
      double[] weights = chain.after(partial.state(), head);
      double total = Arrays.stream(weights).sum();
      for (int to = 0; to < weights.length - 1; to++) {
        if (weights[to] > 0) {
          longer.offer(partial, to, partial.probability() * Math.min(1, weights[to] / total));
        }
      }
    }
    return longer;
  }

  private static List<CategoryPath> categories(CandidateSet candidates, Partial last) {
    ArrayDeque<CategoryPath> categories = new ArrayDeque<>();
    for (Partial partial = last; partial != null; partial = partial.before()) {
      categories.addFirst(candidates.get(partial.state()).category());
    }
    return List.copyOf(categories);
  }
}
