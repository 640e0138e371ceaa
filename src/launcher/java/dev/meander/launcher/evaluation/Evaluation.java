package dev.meander.launcher.evaluation;

import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.Runs;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Ranks all categories after each run that a protocol asks for. */
public final class Evaluation {
  private static final int HORIZONS = 3;

  private final ShopSet set;
  private final FrozenShop shop;
  private final Feature by;
  private int instances;
  private int hits;
  private double gain;

  /**
   * @param by the feature that ranks the candidates, the highest first
   */
  public Evaluation(ShopSet set, Feature by) {
    this.set = set;
    this.by = by;
    shop = FrozenShop.of(set.form(), set.people(), set.test().split()::counted);
  }

  /**
   * Writes user, k, h, truth and rank of each instance.
   *
   * @param done is told after each person how many are done
   */
  public void write(Writer ranks, IntConsumer done) throws IOException {
    FeatureExtractor extractor = new FeatureExtractor();
    ranks.write("user,k,h,truth,rank\n");
    for (int person = 0; person < set.people().size(); person++) {
      Runs runs = shop.people().get(person);
      for (int k = 0; k + 1 < runs.size(); k++) {
        if (set.test().split().asks(person, runs, k)) {
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
      double rank = rank(rows, truth, h == 1 ? rows.others() : rows.size());
      String id = set.people().get(person).id();
      ranks.write(id + "," + k + "," + h + "," + shop.numbers().name(truth) + ",");
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
  private double rank(CandidateRows rows, int truth, int candidates) {
    int at = rows.find(truth);
    if (at < 0 || at >= candidates || truth >= shop.numbers().known()) {
      return 0;
    }
    float value = rows.value(at, by);
    int higher = 0;
    int equal = 0;
    for (int i = 0; i < candidates; i++) {
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
        set.name(),
        by.column(),
        instances,
        instances == 0 ? 0 : gain / instances,
        instances == 0 ? 0 : hits / (double) instances);
  }
}
