package dev.meander.serving;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.Trajectory;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a person where no view is: the projected profile with the baseline formula's
 * predictions. Empty means that no event of the person is known; consent that is withdrawn fails
 * the {@code Uni} with a {@link dev.meander.platform.ProblemException}, a store that does not
 * answer with anything else. Never blocks.
 */
public interface ViewFallback {

  /** The person as of the newest event projected. */
  Uni<Optional<ScoredInterest>> current(TenantId tenant, PersonId person);

  /** The person as of the events that occurred up to {@code at}. */
  Uni<Optional<ScoredInterest>> asOf(TenantId tenant, PersonId person, Instant at);

  /**
   * The trajectory up to the end of the UTC day that holds {@code until}, its newest {@code most}
   * active days. Empty where no event of the person had occurred by then.
   */
  Uni<Optional<Trajectory>> trajectory(TenantId tenant, PersonId person, Instant until, int most);
}
