package dev.meander.scoring;

import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ranks where people move next by a model that knows no category, on what the shop's statistics and
 * the person's own history say. Any thread.
 */
final class Ranker implements NamedSlot.Serving {

  /** A person whose candidates are in the batch. */
  private record Asked(int place, InterestProfile profile, RankedChoices choices) {}

  /** What a thread needs for itself. */
  private static final class Scratch {
    final FeatureExtractor extractor = new FeatureExtractor();
    final RankerBatch batch = new RankerBatch();
  }

  private final RankerModel model;
  private final int leastMoves;
  private final double[] temperatures = new double[Heads.MIGRATION];
  private final int[] heads = new int[Heads.MIGRATION];
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
  private final AtomicLong notFinite = new AtomicLong();

  /**
   * @param leastMoves of a shop whose people are ranked
   * @throws ModelRefusedException when the model does not answer all that is asked
   */
  Ranker(RankerModel model, int leastMoves) {
    this.model = model;
    this.leastMoves = leastMoves;
    for (int head = 0; head < heads.length; head++) {
      String name = Heads.names().get(head);
      heads[head] = model.heads().indexOf(name);
      Double temperature = model.manifest().temperatures().get(name);
      if (heads[head] < 0 || temperature == null) {
        throw new ModelRefusedException(model.manifest() + " has no head " + name);
      }
      temperatures[head] = temperature;
    }
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity(model.manifest().name(), model.manifest().version());
  }

  @Override
  public long notFinite() {
    return notFinite.get();
  }

  /**
   * The same answers, with the migration of everybody who can be ranked replaced. Who cannot be:
   * anybody of a shop that has too few moves or was not counted yet, and who never visited
   * anything.
   *
   * @param scored one for each request, in order
   */
  List<ScoredInterest> rank(List<Request> requests, List<ScoredInterest> scored) {
    Scratch mine = scratch.get();
    mine.batch.clear();
    List<Asked> asked = new ArrayList<>();
    for (int place = 0; place < requests.size(); place++) {
      Asked person = ask(mine, place, requests.get(place));
      if (person != null) {
        asked.add(person);
      }
    }
    if (asked.isEmpty()) {
      return scored;
    }
    try {
      RankerLogits logits = model.run(mine.batch);
      List<ScoredInterest> ranked = new ArrayList<>(scored);
      for (int i = 0; i < asked.size(); i++) {
        Asked person = asked.get(i);
        ranked.set(person.place(), ranked(scored.get(person.place()), person, logits, i));
      }
      return ranked;
    } catch (ModelRefusedException e) {
      long _ = notFinite.incrementAndGet();
      return scored;
    }
  }

  /** Whether a shop has moves enough. */
  boolean ranks(ShopSnapshot shop) {
    return AskedPerson.isLargeEnough(shop, leastMoves);
  }

  private @Nullable Asked ask(Scratch mine, int place, Request request) {
    AskedPerson person = AskedPerson.of(request, leastMoves, Integer.MAX_VALUE).orElse(null);
    if (person == null) {
      return null;
    }
    CandidateRows rows =
        mine.extractor.extract(person.statistics(), person.runs(), person.runs().size() - 1);
    if (rows.others() == 0) {
      return null;
    }
    mine.batch.add(rows);
    return new Asked(
        place,
        person.profile(),
        new RankedChoices(person.shop(), person.profile(), rows.categories(), person.current()));
  }

  private ScoredInterest ranked(ScoredInterest scored, Asked person, RankerLogits logits, int row) {
    double[][] probabilities = new double[Heads.MIGRATION][];
    for (int head = 0; head < probabilities.length; head++) {
      probabilities[head] = probabilities(person.choices(), logits, row, head);
    }
    Migration migration =
        MigrationAnswer.of(
            person.profile(),
            person.choices(),
            new Prediction(probabilities, new double[0][], new double[0]),
            identity());
    return new ScoredInterest(
        scored.profile(), migration, scored.evolution(), scored.source(), scored.model());
  }

  /** All that is not among the candidates has nothing: the last entry is 0. */
  private double[] probabilities(RankedChoices choices, RankerLogits logits, int row, int head) {
    double[] of = new double[choices.size()];
    for (int i = 0; i < of.length; i++) {
      of[i] = logits.of(row, i, heads[head]);
    }
    double[] shares = Softmax.of(of, head == 0 ? choices.current() : -1, temperatures[head]);
    double[] withRest = new double[shares.length + 1];
    System.arraycopy(shares, 0, withRest, 0, shares.length);
    return withRest;
  }

  @Override
  public void close() {
    model.close();
  }
}
