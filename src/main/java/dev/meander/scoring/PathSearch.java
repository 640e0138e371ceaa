package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.Migration.Path;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * The likeliest paths of one length, descending; of equal ones that which was offered first
   * stands first, so that equal inputs give equal paths. A path is its last state and the place of
   * its beginning in the beam before.
   */
  private static final class Beam {
    private final @Nullable Beam before;
    private final int[] states = new int[BEAM];
    private final int[] beginnings = new int[BEAM];
    private final double[] probabilities = new double[BEAM];
    private int size;

    Beam(@Nullable Beam before) {
      this.before = before;
    }

    void offer(int beginning, int state, double probability) {
      if (isAbove(probability)) {
        return;
      }
      int place = size;
      while (place > 0 && probabilities[place - 1] < probability) {
        place--;
      }
      size = Math.min(size + 1, BEAM);
      int moved = size - 1 - place;
      System.arraycopy(probabilities, place, probabilities, place + 1, moved);
      System.arraycopy(states, place, states, place + 1, moved);
      System.arraycopy(beginnings, place, beginnings, place + 1, moved);
      probabilities[place] = probability;
      states[place] = state;
      beginnings[place] = beginning;
    }

    /** Whether nothing of this probability or less can still be kept. */
    boolean isAbove(double probability) {
      return size == BEAM && probability <= probabilities[BEAM - 1];
    }

    /** Adds the categories of one path in order. */
    void tell(int place, Choices candidates, List<CategoryPath> categories) {
      if (before != null) {
        before.tell(beginnings[place], candidates, categories);
      }
      categories.add(candidates.category(states[place]));
    }
  }

  private PathSearch() {}

  /** At most {@link #MOST}, descending; empty where there is nowhere to go. */
  static List<Path> of(Choices candidates, Prediction prediction, StepChain chain) {
    Beam beam = new Beam(null);
    double[] first = prediction.migration()[0];
    for (int i = 0; i < candidates.size(); i++) {
      if (first[i] > 0 && i != candidates.current()) {
        beam.offer(0, i, first[i]);
      }
    }
    for (int step = 1; step < Heads.STEPS; step++) {
      beam = extended(beam, prediction.migration()[step], chain);
    }
    List<Path> paths = new ArrayList<>(Math.min(MOST, beam.size));
    for (int place = 0; place < Math.min(MOST, beam.size); place++) {
      List<CategoryPath> categories = new ArrayList<>(Heads.STEPS);
      beam.tell(place, candidates, categories);
      paths.add(new Path(categories, beam.probabilities[place]));
    }
    return paths;
  }

  private static Beam extended(Beam beam, double[] head, StepChain chain) {
    Beam longer = new Beam(beam);
    // Many paths end in the same state and go on from there alike.
    double[][] onwards = new double[head.length][];
    for (int place = 0; place < beam.size; place++) {
      double probability = beam.probabilities[place];
      if (longer.isAbove(probability)) {
        break; // a path is never likelier than its beginning, nor are those of the rest
      }
      int from = beam.states[place];
      double[] onward = onwards[from];
      if (onward == null) {
        onward = normalised(chain.after(from, head));
        onwards[from] = onward;
      }
      for (int to = 0; to < onward.length - 1; to++) {
        if (onward[to] > 0) {
          longer.offer(place, to, probability * onward[to]);
        }
      }
    }
    return longer;
  }

  private static double[] normalised(double[] weights) {
    double total = CompensatedSum.of(weights);
    for (int to = 0; to < weights.length; to++) {
      weights[to] = Math.min(1, weights[to] / total);
    }
    return weights;
  }
}
