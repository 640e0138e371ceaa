package dev.meander.launcher.evaluation;

import dev.meander.interest.Discovery;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What different orders by {@link Discovery} are worth for the next category: all moves, and those
 * to what is new to the person and back to what is not apart. One thread.
 */
public final class Frontier {
  private static final double STEP = .25;
  private static final int STEPS = 12;
  private static final int[] KEPT = {0, 2, 4};

  /** What one order is worth: instances, hits at ten and discounted gain; new ones, then others. */
  private static final class Worth {
    final Discovery order;
    final int[] instances = new int[2];
    final int[] hits = new int[2];
    double gain;

    Worth(Discovery order) {
      this.order = order;
    }
  }

  private final List<Worth> worths = new ArrayList<>();

  public Frontier(List<Discovery> orders) {
    orders.forEach(order -> worths.add(new Worth(order)));
  }

  /** Bonuses from 0 to 3, below the best 0, 2 and 4. */
  public static Frontier grid() {
    List<Discovery> orders = new ArrayList<>();
    orders.add(new Discovery(0, 0));
    for (int keep : KEPT) {
      for (int step = 1; step <= STEPS; step++) {
        orders.add(new Discovery(step * STEP, keep));
      }
    }
    return new Frontier(orders);
  }

  /**
   * @param plain scores of the batch
   * @param scale of the next step's scores, as {@link Ranking#temperature} says
   * @param news by candidate whether it is new to the person, the current category last
   * @param truth its row; negative where it is no candidate
   * @param novel whether it is new to the person, or was never counted, as the protocol's judge has
   *     it: whoever met a category after the split returns to what no shop could have told
   */
  void add(
      Ranking.Scores plain, double scale, int person, boolean[] news, int truth, boolean novel) {
    for (Worth worth : worths) {
      int part = novel ? 0 : 1;
      worth.instances[part]++;
      if (truth >= 0) {
        float[] scores = Discovering.scores(plain, scale, person, 0, news, worth.order);
        double rank = rank(scores, truth);
        worth.hits[part] += rank <= 10 ? 1 : 0;
        worth.gain += rank <= 10 ? Math.log(2) / Math.log(rank + 1) : 0;
      }
    }
  }

  /** The mean place among equals, the current category left out. */
  private static double rank(float[] scores, int truth) {
    int higher = 0;
    int equal = 0;
    for (int i = 0; i < scores.length - 1; i++) {
      higher += scores[i] > scores[truth] ? 1 : 0;
      equal += scores[i] == scores[truth] ? 1 : 0;
    }
    return 1 + higher + (equal - 1) / 2.0;
  }

  /** Writes a line an order; a share of nothing is left empty. */
  public void write(Writer csv) throws IOException {
    csv.write("bonus,keep,instances,ndcg10,hr10,novel,novelHr10,returning,returnHr10\n");
    for (Worth worth : worths) {
      int all = worth.instances[0] + worth.instances[1];
      csv.write(
          String.format(
              Locale.ROOT,
              "%.2f,%d,%d,%s,%s,%d,%s,%d,%s%n",
              worth.order.bonus(),
              worth.order.keep(),
              all,
              share(worth.gain, all),
              share(worth.hits[0] + worth.hits[1], all),
              worth.instances[0],
              share(worth.hits[0], worth.instances[0]),
              worth.instances[1],
              share(worth.hits[1], worth.instances[1])));
    }
  }

  private static String share(double part, int of) {
    return of == 0 ? "" : String.format(Locale.ROOT, "%.4f", part / of);
  }
}
