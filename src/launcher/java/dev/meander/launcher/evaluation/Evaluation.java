package dev.meander.launcher.evaluation;

import dev.meander.scoring.names.NameVectors;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopStatistics;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Ranks all categories after each run that a protocol asks for. */
public final class Evaluation {
  private static final int HORIZONS = 3;

  /** Moments that are ranked at once. */
  private static final int BATCH = 64;

  /** Stands for every category that was never counted: no candidate is one. */
  private static final int UNKNOWN = -1;

  /**
   * A moment that waits for its ranks.
   *
   * @param categories of the candidates, the current one last
   * @param news which of them are new to the person
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; lives for the time of one batch
  private record Waiting(int person, int k, int[] categories, boolean[] news) {}

  private final ShopSet set;
  private final FrozenShop shop;
  private final Ranking ranking;
  private final List<Waiting> waiting = new ArrayList<>();
  private final int[] instances = new int[HORIZONS];
  private final int[] hits = new int[HORIZONS];
  private final double[] gain = new double[HORIZONS];
  private final PathMeasure paths = new PathMeasure();
  private final Frontier frontier;

  public Evaluation(ShopSet set, Ranking ranking) {
    this(set, ranking, new Frontier(List.of()));
  }

  /**
   * @param frontier is told of each next step
   */
  public Evaluation(ShopSet set, Ranking ranking, Frontier frontier) {
    this.set = set;
    this.ranking = ranking;
    this.frontier = frontier;
    shop =
        FrozenShop.of(
            set.form(),
            set.people(),
            set.test().split()::counted,
            FrozenShop.Naming.of(ranking.schema(), new NameVectors()));
  }

  /**
   * Writes user, k, h, truth and rank of each instance.
   *
   * @param done is told after each person how many are done
   */
  public void write(Writer ranks, IntConsumer done) throws IOException {
    FeatureExtractor extractor = new FeatureExtractor(ranking.schema());
    ranks.write("user,k,h,truth,rank\n");
    for (int person = 0; person < set.people().size(); person++) {
      Runs runs = shop.people().get(person);
      for (int k = 0; k + 1 < runs.size(); k++) {
        if (set.test().split().asks(person, runs, k)) {
          Moment known =
              Moment.of(set.form(), set.people().get(person), shop.numbers()::of, runs, k);
          CandidateRows rows = extractor.extract(shop.statistics(), known.runs(), known.k());
          boolean[] news = Discovering.news(rows, runs, k);
          ranking.add(rows, news);
          waiting.add(new Waiting(person, k, rows.categories(), news));
          if (waiting.size() == BATCH) {
            flush(ranks);
          }
        }
      }
      done.accept(person + 1);
    }
    if (!waiting.isEmpty()) {
      flush(ranks);
    }
  }

  private void flush(Writer ranks) throws IOException {
    Ranking.Scores scores = ranking.scores();
    for (int i = 0; i < waiting.size(); i++) {
      Waiting moment = waiting.get(i);
      Runs runs = shop.people().get(moment.person());
      String id = set.people().get(moment.person()).id();
      if (moment.k() + PathMeasure.STEPS < runs.size()) {
        int[] next =
            IntStream.rangeClosed(1, PathMeasure.STEPS)
                .map(h -> runs.category(moment.k() + h))
                .map(category -> category < shop.numbers().known() ? category : UNKNOWN)
                .toArray();
        paths.add(scores, i, moment.categories(), next);
      }
      for (int h = 1; h <= HORIZONS && moment.k() + h < runs.size(); h++) {
        int truth = runs.category(moment.k() + h);
        if (h == 1) {
          frontier(scores, i, moment, runs, truth);
        }
        double rank = rank(scores, i, moment, truth, h);
        ranks.write(id + "," + moment.k() + "," + h + "," + shop.numbers().name(truth) + ",");
        ranks.write(rank > 0 ? String.format(Locale.ROOT, "%.1f\n", rank) : "\n");
        instances[h - 1]++;
        if (rank > 0 && rank <= 10) {
          hits[h - 1]++;
          gain[h - 1] += Math.log(2) / Math.log(rank + 1);
        }
      }
    }
    waiting.clear();
  }

  private void frontier(Ranking.Scores scores, int person, Waiting moment, Runs runs, int truth) {
    boolean known = truth < shop.numbers().known();
    boolean had = false;
    for (int run = 0; run <= moment.k(); run++) {
      had |= runs.category(run) == truth;
    }
    int others = moment.categories().length - 1;
    int at = known ? Arrays.binarySearch(moment.categories(), 0, others, truth) : UNKNOWN;
    frontier.add(scores, ranking.temperature(0), person, moment.news(), at, !(known && had));
  }

  /** The mean place among equals; 0 where the truth is unknown or no candidate. */
  private double rank(Ranking.Scores scores, int person, Waiting moment, int truth, int h) {
    int[] categories = moment.categories();
    int others = categories.length - 1;
    // The next run is never of the current category, the last candidate; a later one may be.
    int candidates = h == 1 ? others : categories.length;
    int at = Arrays.binarySearch(categories, 0, others, truth);
    if (at < 0 && candidates > others && categories[others] == truth) {
      at = others;
    }
    if (at < 0 || truth >= shop.numbers().known()) {
      return 0;
    }
    float value = scores.of(person, at, h - 1);
    int higher = 0;
    int equal = 0;
    for (int i = 0; i < candidates; i++) {
      float other = scores.of(person, i, h - 1);
      higher += other > value ? 1 : 0;
      equal += other == value ? 1 : 0;
    }
    return 1 + higher + (equal - 1) / 2.0;
  }

  /** Of what was counted before it was asked; as {@link ShopStatistics#checksum}. */
  public String checksum() {
    return shop.statistics().checksum();
  }

  /** What was found for the next three categories, and for them as a path: {@link PathMeasure}. */
  public String summary() {
    StringBuilder summary = new StringBuilder("bench=" + set.name() + " by=" + ranking.title());
    for (int h = 1; h <= HORIZONS; h++) {
      double all = Math.max(1, instances[h - 1]);
      summary.append(
          String.format(
              Locale.ROOT,
              " h=%d instances=%d NDCG@10=%.4f HR@10=%.4f",
              h,
              instances[h - 1],
              gain[h - 1] / all,
              hits[h - 1] / all));
    }
    return summary.append(' ').append(paths.summary()).toString();
  }
}
