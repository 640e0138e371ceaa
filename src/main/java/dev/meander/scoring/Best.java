package dev.meander.scoring;

import dev.meander.interest.RankedCategory;
import java.util.ArrayList;
import java.util.List;

/**
 * The most probable choices of one distribution.
 *
 * @param candidates at most {@link #MOST}, by descending probability, then by path; none of 0
 * @param news of all others, the most probable that are new to the person, likewise: together with
 *     the new ones among the candidates at most {@link #MOST}
 */
record Best(List<RankedCategory> candidates, List<RankedCategory> news) {
  static final int MOST = 20;

  /** The best so far, by insertion into a short list: a sort of all costs more. */
  private static final class Places {
    private final Choices choices;
    private final double[] distribution;
    private final int[] places = new int[MOST];
    private int kept;

    Places(Choices choices, double[] distribution) {
      this.choices = choices;
      this.distribution = distribution;
    }

    void offer(int choice) {
      int place = Math.min(kept, MOST - 1);
      if (kept == MOST && !before(choice, places[place])) {
        return;
      }
      while (place > 0 && before(choice, places[place - 1])) {
        places[place] = places[place - 1];
        place--;
      }
      places[place] = choice;
      kept = Math.min(kept + 1, MOST);
    }

    /** By descending probability as it is told, then by path. */
    private boolean before(int a, int b) {
      int order = Double.compare(told(b), told(a));
      return order != 0 ? order < 0 : choices.category(a).compareTo(choices.category(b)) < 0;
    }

    double told(int choice) {
      return Math.min(1, distribution[choice]);
    }

    /** Whether it is the last or stands behind the last. */
    boolean reaches(int choice) {
      return kept < MOST || !before(places[MOST - 1], choice);
    }
  }

  /**
   * @param own by choice, whether the person has been there
   * @param distribution by choice, and one entry more
   */
  static Best of(Choices choices, boolean[] own, double[] distribution) {
    Places all = new Places(choices, distribution);
    Places unknown = new Places(choices, distribution);
    for (int i = 0; i < own.length; i++) {
      if (distribution[i] > 0) {
        all.offer(i);
        if (!own[i]) {
          unknown.offer(i);
        }
      }
    }
    List<RankedCategory> candidates = new ArrayList<>(all.kept);
    for (int place = 0; place < all.kept; place++) {
      candidates.add(ranked(all, all.places[place], own));
    }
    List<RankedCategory> news = new ArrayList<>();
    for (int place = 0; place < unknown.kept; place++) {
      if (!all.reaches(unknown.places[place])) {
        news.add(ranked(unknown, unknown.places[place], own));
      }
    }
    return new Best(candidates, news);
  }

  private static RankedCategory ranked(Places places, int choice, boolean[] own) {
    return new RankedCategory(places.choices.category(choice), places.told(choice), !own[choice]);
  }
}
