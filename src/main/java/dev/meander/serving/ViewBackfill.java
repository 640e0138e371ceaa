package dev.meander.serving;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what was answered from the store of profiles as the person's view. The store of profiles is
 * ahead of the views: scoring may still be about to write one of an older position, and who read
 * the newer answer would be told less the next time.
 */
final class ViewBackfill {

  private final InterestViewStore views;
  private final GuardedFallback fallback;
  private final Duration kept;

  ViewBackfill(InterestViewStore views, GuardedFallback fallback, Duration kept) {
    this.views = views;
    this.fallback = fallback;
    this.kept = kept;
  }

  /**
   * Writes the answer, newest wins. An erasure deletes the view after the profile, so the profile
   * is looked at once more after writing: where it is gone, the view goes too. While the cache does
   * not answer, nothing is kept.
   *
   * @return what was kept; empty where the person was erased meanwhile; fails where consent was
   *     withdrawn
   */
  Uni<Optional<InterestView>> keep(TenantId tenant, ScoredInterest scored) {
    Optional<InterestView> answer = Optional.of(InterestView.of(scored));
    PersonId person = scored.profile().profile().personId();
    return views
        .write(List.of(scored), kept)
        .chain(
            result ->
                result.written() == 0
                    ? Uni.createFrom().item(answer)
                    : fallback
                        .scored(tenant, person)
                        .chain(
                            known ->
                                known.isPresent()
                                    ? Uni.createFrom().item(answer)
                                    : views
                                        .forget(tenant, person)
                                        .replaceWith(Optional.<InterestView>empty()))
                        .onFailure(ViewBackfill::isUnanswered)
                        .recoverWithUni(() -> views.forget(tenant, person).replaceWith(answer)))
        .onFailure(ViewStoreUnavailable.class)
        .recoverWithItem(answer);
  }

  /** Nobody can tell whether the person is still known: better no view. */
  private static boolean isUnanswered(Throwable failure) {
    return failure instanceof ProblemException problem
        && problem.code() == ErrorCode.STORE_UNAVAILABLE;
  }
}
