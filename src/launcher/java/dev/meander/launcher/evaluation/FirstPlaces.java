package dev.meander.launcher.evaluation;

import dev.meander.scoring.RankerLogits;
import dev.meander.scoring.shop.FirstPlace;
import dev.meander.scoring.shop.HeadScale;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's logits with first places moved so far that, divided by the temperature, they say the
 * shares that the service tells. The order stays.
 */
final class FirstPlaces implements Ranking.Scores {

  /**
   * A person who was asked.
   *
   * @param candidates how many
   * @param newcomer whether nothing is known before the current run
   */
  record Asked(int candidates, boolean newcomer) {}

  /** The first place and its score; none where the head has no correction. */
  private record Moved(int candidate, float score) {
    static final Moved NONE = new Moved(-1, 0);
  }

  private final RankerLogits logits;
  private final List<Asked> people;
  private final List<HeadScale> heads;
  private final List<Moved[]> moved = new ArrayList<>();

  FirstPlaces(RankerLogits logits, List<Asked> people, List<HeadScale> heads) {
    this.logits = logits;
    this.people = people;
    this.heads = heads;
    people.forEach(_ -> moved.add(new Moved[heads.size()]));
  }

  @Override
  public float of(int person, int candidate, int head) {
    Moved[] mine = moved.get(person);
    if (mine[head] == null) {
      mine[head] = moved(person, head);
    }
    return candidate == mine[head].candidate
        ? mine[head].score
        : logits.of(person, candidate, head);
  }

  private Moved moved(int person, int head) {
    HeadScale scale = heads.get(head);
    if (scale.first().equals(FirstPlace.AS_IT_IS)) {
      return Moved.NONE;
    }
    // The current category, the last candidate, is no answer of the next step.
    double[] shares = new double[people.get(person).candidates - (head == 0 ? 1 : 0)];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < shares.length; i++) {
      highest = Math.max(highest, logits.of(person, i, head));
    }
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp((logits.of(person, i, head) - highest) / scale.temperature());
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    int first = FirstPlace.of(shares);
    double told = scale.first().told(shares, people.get(person).newcomer)[first];
    double by = FirstPlace.odds(told) - FirstPlace.odds(shares[first]);
    return new Moved(first, (float) (logits.of(person, first, head) + scale.temperature() * by));
  }
}
