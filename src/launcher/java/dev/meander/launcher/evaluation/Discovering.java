package dev.meander.launcher.evaluation;

import dev.meander.interest.Discovery;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.Runs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Ranks as another does, but in the order of a {@link Discovery}, as the service does. */
public final class Discovering implements Ranking {
  private final Ranking ranking;
  private final Discovery discovery;
  private final List<boolean[]> novel = new ArrayList<>();

  public Discovering(Ranking ranking, Discovery discovery) {
    this.ranking = ranking;
    this.discovery = discovery;
  }

  @Override
  public void add(CandidateRows rows, boolean[] news) {
    ranking.add(rows, news);
    novel.add(news);
  }

  /**
   * By candidate, whether it is new to the person after run {@code k}; the current category, the
   * last, is not. {@link dev.meander.statistics.Feature#OWN} knows the latest 300 runs only: what
   * lies before them is not new either, as the service has it.
   */
  static boolean[] news(CandidateRows rows, Runs runs, int k) {
    BitSet own = new BitSet();
    for (int run = 0; run <= k; run++) {
      own.set(runs.category(run));
    }
    boolean[] news = new boolean[rows.size()];
    for (int i = 0; i < news.length - 1; i++) {
      news[i] = !own.get(rows.category(i));
    }
    return news;
  }

  @Override
  public Scores scores() {
    Scores before = ranking.scores();
    List<boolean[]> asked = List.copyOf(novel);
    novel.clear();
    float[][][] scores = new float[asked.size()][][];
    return (person, candidate, head) -> {
      if (scores[person] == null) {
        scores[person] = new float[head + 1][];
      } else if (scores[person].length <= head) {
        scores[person] = Arrays.copyOf(scores[person], head + 1);
      }
      if (scores[person][head] == null) {
        scores[person][head] =
            scores(before, ranking.temperature(head), person, head, asked.get(person), discovery);
      }
      return scores[person][head][candidate];
    };
  }

  /**
   * The scores of one head that make the order.
   *
   * @param scale as {@link Ranking#temperature} says
   */
  static float[] scores(
      Scores before, double scale, int person, int head, boolean[] news, Discovery discovery) {
    // The current category is no answer of the next step, so it takes no place there.
    int open = head == 0 ? news.length - 1 : news.length;
    int[] order =
        IntStream.range(0, open)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -before.of(person, i, head)))
            .mapToInt(Integer::intValue)
            .toArray();
    float[] scores = new float[news.length];
    scores[news.length - 1] = before.of(person, news.length - 1, head);
    for (int place = 0; place < order.length; place++) {
      int i = order[place];
      scores[i] = (float) discovery.score(before.of(person, i, head), scale, place, news[i]);
    }
    return scores;
  }

  @Override
  public double temperature(int head) {
    return ranking.temperature(head);
  }

  @Override
  public FeatureSchema schema() {
    return ranking.schema();
  }

  @Override
  public String title() {
    return ranking.title()
        + "+"
        + discovery.bonus()
        + (discovery.keep() > 0 ? " below " + discovery.keep() : "");
  }
}
