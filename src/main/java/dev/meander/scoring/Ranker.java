package dev.meander.scoring;

import dev.meander.interest.Calibration;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.shop.HeadScale;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.ShopStatistics;
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
  private record Asked(
      int place,
      InterestProfile profile,
      @Nullable ShopScales scales,
      RankedChoices choices,
      boolean newcomer) {

    @Nullable Calibration calibration() {
      return scales == null
          ? null
          : new Calibration(scales.moments(), scales.from(), scales.until());
    }
  }

  /** What a thread needs for itself. */
  private static final class Scratch {
    final FeatureExtractor extractor;
    final RankerBatch batch;

    Scratch(FeatureSchema schema) {
      extractor = new FeatureExtractor(schema);
      batch = new RankerBatch(schema);
    }
  }

  private final RankerModel model;
  private final int leastMoves;
  private final List<HeadScale> byManifest = new ArrayList<>();
  private final int[] heads = new int[Heads.MIGRATION];
  private final ThreadLocal<Scratch> scratch;
  private final AtomicLong notFinite = new AtomicLong();

  /**
   * @param leastMoves of a shop whose people are ranked
   * @throws ModelRefusedException when the model does not answer all that is asked
   */
  Ranker(RankerModel model, int leastMoves) {
    this.model = model;
    this.leastMoves = leastMoves;
    scratch = ThreadLocal.withInitial(() -> new Scratch(model.schema()));
    for (int head = 0; head < heads.length; head++) {
      String name = Heads.names().get(head);
      heads[head] = model.heads().indexOf(name);
      Double temperature = model.manifest().temperatures().get(name);
      if (heads[head] < 0 || temperature == null) {
        throw new ModelRefusedException(model.manifest() + " has no head " + name);
      }
      byManifest.add(HeadScale.ofModel(temperature));
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
   * anybody of a shop that has too few moves, was not counted yet or whose names were not compared
   * yet, and who never visited anything.
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

  /** Whether a shop has moves enough, and its names were compared where the model asks for that. */
  boolean ranks(ShopSnapshot shop) {
    return AskedPerson.isLargeEnough(shop, leastMoves) && knows(shop.statistics());
  }

  /** Whether the model asks what names are like. */
  boolean wantsNames() {
    return model.schema() == FeatureSchema.NAMES;
  }

  /** Whether the statistics hold what the model asks for. */
  boolean knows(@Nullable ShopStatistics shop) {
    return shop != null && (shop.isNamed() || !wantsNames());
  }

  /** Judges it by days of a shop that the statistics hold nothing of. */
  RankerJudgement judgement(ShopStatistics before) {
    return new RankerJudgement(model, before);
  }

  /** As the shop's own days have it; null where they say nothing of this ranker. */
  private @Nullable ShopScales scales(ShopSnapshot shop) {
    ShopScales scales = shop.scales();
    return scales != null && scales.ranker().equals(identity()) ? scales : null;
  }

  private @Nullable Asked ask(Scratch mine, int place, Request request) {
    AskedPerson person = AskedPerson.of(request, leastMoves, Integer.MAX_VALUE).orElse(null);
    if (person == null || !knows(person.statistics())) {
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
        scales(person.shop()),
        new RankedChoices(person.shop(), person.profile(), rows.categories(), person.current()),
        rows.newcomer());
  }

  private ScoredInterest ranked(ScoredInterest scored, Asked person, RankerLogits logits, int row) {
    double[][] probabilities = new double[Heads.MIGRATION][];
    for (int head = 0; head < probabilities.length; head++) {
      probabilities[head] = probabilities(person, logits, row, head);
    }
    Migration migration =
        MigrationAnswer.of(
            person.profile(),
            person.choices(),
            new Prediction(probabilities, new double[0][], new double[0]),
            identity(),
            person.calibration());
    return new ScoredInterest(
        scored.profile(), migration, scored.evolution(), scored.source(), scored.model());
  }

  /** The last entry is for all that is not among the candidates. */
  private double[] probabilities(Asked person, RankerLogits logits, int row, int head) {
    double[] of = new double[person.choices().size()];
    for (int i = 0; i < of.length; i++) {
      of[i] = logits.of(row, i, heads[head]);
    }
    int excluded = head == 0 ? person.choices().current() : -1;
    ShopScales scales = person.scales();
    HeadScale scale = (scales == null ? byManifest : scales.heads()).get(head);
    double[] shares = Softmax.of(of, excluded, scale.temperature());
    double[] withRest = new double[shares.length + 1];
    System.arraycopy(scale.told(shares, person.newcomer()), 0, withRest, 0, shares.length);
    withRest[shares.length] = 1 - scale.reach();
    return withRest;
  }

  @Override
  public void close() {
    model.close();
  }
}
