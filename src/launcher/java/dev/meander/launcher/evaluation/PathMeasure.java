package dev.meander.launcher.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well the next three categories are foretold as a path, where all three are known.
 *
 * <p>{@code recall@10}: of the distinct categories among the next three, the share among ten that
 * are named, those with the highest expected number of visits, the sum over the three steps of
 * their probability. {@code fused@10}: likewise, with the ten by the sum over steps of 1 / (rank +
 * 1) over each step's best 30, which is how the reference protocol names them. {@code step}: the
 * share of steps that the greedy path gets right, each step's likeliest category that is not the
 * one before; {@code exact}: how often all three.
 */
final class PathMeasure {
  static final int STEPS = 3;

  private static final int NAMED = 10;
  private static final int FUSED = 30;

  private int instances;
  private double recall;
  private double fused;
  private double step;
  private int exact;

  /**
   * @param candidates their categories, the current one last
   * @param truth the categories of the next three runs
   */
  void add(Ranking.Scores scores, int person, int[] candidates, int[] truth) {
    int size = candidates.length;
    double[] visits = new double[size];
    double[] places = new double[size];
    int before = size - 1;
    int right = 0;
    for (int h = 0; h < STEPS; h++) {
      // The next run is never of the current category, the last candidate; a later one may be.
      int open = h == 0 ? size - 1 : size;
      double[] said = new double[open];
      for (int i = 0; i < open; i++) {
        said[i] = scores.of(person, i, h);
      }
      int[] order = best(open, i -> said[i]);
      for (int place = 0; place < Math.min(FUSED, open); place++) {
        places[order[place]] += 1.0 / (place + 2);
      }
      double top = open == 0 ? 0 : said[order[0]];
      double total = Arrays.stream(said).map(value -> Math.exp(value - top)).sum();
      for (int i = 0; i < open; i++) {
        visits[i] += Math.exp(said[i] - top) / total;
      }
      int last = before;
      int next = Arrays.stream(order).filter(i -> i != last).findFirst().orElse(-1);
      right += next >= 0 && candidates[next] == truth[h] ? 1 : 0;
      before = next;
    }
    instances++;
    recall += recall(candidates, visits, truth);
    fused += recall(candidates, places, truth);
    step += right / (double) STEPS;
    exact += right == STEPS ? 1 : 0;
  }

  private static double recall(int[] candidates, double[] worth, int[] truth) {
    int[] order = best(candidates.length, i -> worth[i]);
    int[] wanted = Arrays.stream(truth).distinct().toArray();
    long found =
        Arrays.stream(order)
            .limit(NAMED)
            .filter(i -> Arrays.stream(wanted).anyMatch(category -> category == candidates[i]))
            .count();
    return found / (double) wanted.length;
  }

  /** Places of values, the highest first, of equals the first. */
  private static int[] best(int size, IntToDoubleFunction value) {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -value.applyAsDouble(i)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** What was found; all 0 where no path was asked for. */
  String summary() {
    double all = Math.max(1, instances);
    return String.format(
        Locale.ROOT,
        "paths=%d recall@10=%.4f fused@10=%.4f step=%.4f exact=%.4f",
        instances,
        recall / all,
        fused / all,
        step / all,
        exact / all);
  }
}
