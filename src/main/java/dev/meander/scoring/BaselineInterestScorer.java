package dev.meander.scoring;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Scores by {@link BaselineFormula}: no model, no state. */
public final class BaselineInterestScorer implements InterestScorer, BatchScorer {

  private final ScoringLanes lanes;
  private final LatestPopularity latest = new LatestPopularity();

  BaselineInterestScorer(ScoringLanes lanes) {
    this.lanes = lanes;
  }

  /**
   * Scores one person on the calling thread: pure, well under a millisecond. For answering a read
   * where no view is.
   */
  public static ScoredInterest scoreOne(ProfileAt profile, ShopPopularity popularity) {
    return Answers.ofBaseline(profile, PersonFeatures.of(profile.profile(), popularity));
  }

  @Override
  public Uni<List<ScoredInterest>> score(List<ProfileAt> profiles, ShopPopularity popularity) {
    return lanes.submit(this, profiles, popularity);
  }

  @Override
  public List<ScoredInterest> scoreBatch(List<Request> requests) {
    return requests.stream()
        .map(
            request ->
                Answers.ofBaseline(
                    request.profile(),
                    PersonFeatures.of(
                        request.profile().profile(), latest.of(request.popularity()))))
        .toList();
  }
}
