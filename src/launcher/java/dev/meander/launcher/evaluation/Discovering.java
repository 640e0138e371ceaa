package dev.meander.launcher.evaluation;

import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ranks as another does, with what is new to the person lifted: its score grows by a bonus. One
 * number trades being right about returns for being right about what is new.
 *
 * <p>The best few of each head can be kept where they stand: they get the bonus too, new or not, so
 * that nothing passes them.
 */
public final class Discovering implements Ranking {
  private final Ranking ranking;
  private final float bonus;
  private final int kept;
  private final List<boolean[]> novel = new ArrayList<>();

  /**
   * @param bonus at least 0, in the unit of the scores: nats, where they are logits
   * @param kept how many of the best of each head stay, at least 0
   */
  public Discovering(Ranking ranking, float bonus, int kept) {
    this.ranking = ranking;
    this.bonus = bonus;
    this.kept = kept;
  }

  @Override
  public void add(CandidateRows rows) {
    ranking.add(rows);
    boolean[] news = new boolean[rows.size()];
    // The last one is the current category.
    for (int i = 0; i < news.length - 1; i++) {
      news[i] = rows.value(i, Feature.OWN) == 0;
    }
    novel.add(news);
  }

  @Override
  public Scores scores() {
    Scores before = ranking.scores();
    List<boolean[]> asked = List.copyOf(novel);
    novel.clear();
    boolean[][][] lifted = new boolean[asked.size()][][];
    return (person, candidate, head) -> {
      if (lifted[person] == null) {
        lifted[person] = new boolean[head + 1][];
      } else if (lifted[person].length <= head) {
        lifted[person] = Arrays.copyOf(lifted[person], head + 1);
      }
      if (lifted[person][head] == null) {
        lifted[person][head] = lifted(before, person, head, asked.get(person));
      }
      float score = before.of(person, candidate, head);
      return lifted[person][head][candidate] ? score + bonus : score;
    };
  }

  /** Which candidates get the bonus. */
  private boolean[] lifted(Scores before, int person, int head, boolean[] news) {
    boolean[] all = news.clone();
    if (kept > 0) {
      // The current category is no answer of the next step, so it takes no place there.
      int open = head == 0 ? news.length - 1 : news.length;
      IntStream.range(0, open)
          .boxed()
          .sorted(Comparator.comparingDouble((Integer i) -> -before.of(person, i, head)))
          .limit(kept)
          .forEach(i -> all[i] = true);
    }
    return all;
  }

  @Override
  public String title() {
    return ranking.title() + "+" + bonus + (kept > 0 ? " below " + kept : "");
  }
}
