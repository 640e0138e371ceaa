package dev.meander.scoring;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Scores by a trained model. A person without any candidate, and one for whom the model puts out
 * something that is not finite, gets the baseline formula, and the answer says so.
 */
public final class OnnxInterestScorer implements InterestScorer, BatchScorer {

  private final OnnxModel model;
  private final ScoringLanes lanes;
  private final Bands bands;
  private final ThreadLocal<Buffers> buffers;
  private final LatestPopularity popularity = new LatestPopularity();
  private final AtomicLong notFinite = new AtomicLong();

  OnnxInterestScorer(OnnxModel model, ScoringLanes lanes) {
    this.model = model;
    this.lanes = lanes;
    this.bands = Predictions.bands(model.manifest());
    this.buffers = ThreadLocal.withInitial(() -> new Buffers(lanes.batchSize()));
  }

  /** Native memory of one lane, reused by every batch. */
  private static final class Buffers {
    final FloatBuffer candidates;
    final FloatBuffer mask;

    Buffers(int people) {
      candidates = direct(people * CandidateSet.MAX * Feature.COUNT);
      mask = direct(people * CandidateSet.MAX);
    }

    private static FloatBuffer direct(int numbers) {
      return ByteBuffer.allocateDirect(numbers * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }
  }

  OnnxModel model() {
    return model;
  }

  /** People for whom the model put out something that is not finite. */
  long notFinite() {
    return notFinite.get();
  }

  @Override
  public Uni<List<ScoredInterest>> score(List<ProfileAt> profiles, ShopPopularity popularity) {
    return lanes.submit(this, profiles, popularity);
  }

  @Override
  public List<ScoredInterest> scoreBatch(List<Request> requests) {
    List<PersonFeatures> people = new ArrayList<>(requests.size());
    int width = 1;
    for (Request request : requests) {
      PersonFeatures features =
          PersonFeatures.of(request.profile().profile(), popularity.of(request.popularity()));
      width = Math.max(width, features.candidates().size());
      people.add(features);
    }
    OnnxModel.Logits logits = run(people, width);
    List<ScoredInterest> scored = new ArrayList<>(requests.size());
    for (int i = 0; i < people.size(); i++) {
      scored.add(answer(requests.get(i).profile(), people.get(i), logits, i, width));
    }
    return scored;
  }

  private OnnxModel.Logits run(List<PersonFeatures> people, int width) {
    Buffers lane = buffers.get();
    FloatBuffer candidates = lane.candidates.clear();
    FloatBuffer mask = lane.mask.clear();
    for (PersonFeatures person : people) {
      int padding = width - person.candidates().size();
      candidates.put(person.values()).put(new float[padding * Feature.COUNT]);
      for (int i = 0; i < width; i++) {
        mask.put(i < person.candidates().size() ? 1 : 0);
      }
    }
    return model.run(candidates.flip(), mask.flip(), people.size(), width);
  }

  private ScoredInterest answer(
      ProfileAt profile, PersonFeatures person, OnnxModel.Logits logits, int row, int width) {
    if (person.candidates().size() == 0) {
      return Answers.ofBaseline(profile, person);
    }
    Prediction prediction;
    try {
      prediction =
          Predictions.of(logits, row, width, person.candidates(), model.manifest().temperatures());
    } catch (ArithmeticException e) {
      notFinite.incrementAndGet();
      return Answers.ofBaseline(profile, person);
    }
    return Answers.ofModel(
        profile, person.candidates(), prediction, bands, model.manifest().identity());
  }
}
