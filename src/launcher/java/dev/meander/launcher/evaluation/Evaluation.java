package dev.meander.launcher.evaluation;

import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.Runs;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Ranks all categories after each run that a protocol asks for. */
public final class Evaluation {
  private static final int HORIZONS = 3;

  private final Bench bench;
  private final List<BenchPerson> set;
  private final Bench.Split split;
  private final FrozenShop shop;
  private final Feature by;
  private int instances;
  private int hits;
  private double gain;

  /**
   * @param by the feature that ranks the candidates, the highest first
   */
  public Evaluation(Bench bench, List<BenchPerson> set, Feature by) {
    this.bench = bench;
    this.set = List.copyOf(set);
    this.by = by;
    split = bench.split(this.set);
    shop = FrozenShop.of(bench.form(), this.set, split::visible);
  }

  /**
   * Writes user, k, h, truth and rank of each instance.
   *
   * @param done is told after each person how many are done
   */
  public void write(Writer ranks, IntConsumer done) throws IOException {
    FeatureExtractor extractor = new FeatureExtractor();
    ranks.write("user,k,h,truth,rank\n");
    for (int person = 0; person < set.size(); person++) {
      Runs runs = shop.people().get(person);
      for (int k = 0; k + 1 < runs.size(); k++) {
        if (split.asks(person, runs, k)) {
          write(ranks, person, runs, k, extractor.extract(shop.statistics(), runs, k));
        }
      }
      done.accept(person + 1);
    }
  }

  private void write(Writer ranks, int person, Runs runs, int k, CandidateRows rows)
      throws IOException {
    for (int h = 1; h <= HORIZONS && k + h < runs.size(); h++) {
      int truth = runs.category(k + h);
      double rank = rank(rows, truth);
      ranks.write(
          set.get(person).id() + "," + k + "," + h + "," + shop.numbers().name(truth) + ",");
      ranks.write(rank > 0 ? String.format(Locale.ROOT, "%.1f\n", rank) : "\n");
      if (h == 1) {
        instances++;
        if (rank > 0 && rank <= 10) {
          hits++;
          gain += Math.log(2) / Math.log(rank + 1);
        }
      }
    }
  }

  /** The mean place among equals; 0 where the truth is unknown or no candidate. */
  private double rank(CandidateRows rows, int truth) {
    int at = -1;
    for (int i = 0; i < rows.size() && at < 0; i++) {
      at = rows.category(i) == truth ? i : -1;
    }
    if (at < 0) {
      return 0;
    }
    float value = rows.value(at, by);
    int higher = 0;
    int equal = 0;
    for (int i = 0; i < rows.size(); i++) {
      higher += rows.value(i, by) > value ? 1 : 0;
      equal += rows.value(i, by) == value ? 1 : 0;
    }
    return 1 + higher + (equal - 1) / 2.0;
  }

  /** What was found for the next category, by the measures of the protocol. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "bench=%s by=%s instances=%d NDCG@10=%.4f HR@10=%.4f",
        bench.name().toLowerCase(Locale.ROOT),
        by.column(),
        instances,
        instances == 0 ? 0 : gain / instances,
        instances == 0 ? 0 : hits / (double) instances);
  }
}
