package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.log.SubscriptionBacklog;
import dev.meander.log.Topics;
import dev.meander.projection.ProjectionConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * How fast everybody is published anew: no faster than configured, and only while the scorer keeps
 * up. What happens meanwhile waits in its topic behind whom nobody asks for.
 */
@ApplicationScoped
class RenewalPace {

  private static final Logger LOG = Logger.getLogger(RenewalPace.class);

  /** Until the next look where the scorer does not keep up. */
  static final Duration LOOK = Duration.ofMillis(100);

  /** The subscription of {@code profiles-in}. */
  private static final String SCORER = "scorer";

  /** Their profiles are in memory at once; one with a whole history has some 45 KB. */
  private static final int MOST_PEOPLE = 200;

  private final SubscriptionBacklog backlog;
  private final int people;
  private final Duration pause;
  private final long most;

  @Inject
  RenewalPace(SubscriptionBacklog backlog, ProjectionConfig config, ScoringPipelineConfig scorer) {
    this.backlog = backlog;
    int rate = config.renewedPerSecond();
    this.people = Math.clamp(rate / 10, 1, MOST_PEOPLE);
    this.pause = Duration.ofSeconds(1).multipliedBy(people).dividedBy(rate);
    this.most = scorer.batchBytes().asLongValue();
  }

  /** People of a page. */
  int people() {
    return people;
  }

  /** Between two pages. */
  Duration pause() {
    return pause;
  }

  /**
   * Whether the scorer has less before it than it takes at once; true as well where the broker does
   * not say, since the pause holds all the same.
   */
  Uni<Boolean> keepsUp(TenantId tenant) {
    return backlog
        .bytes(tenant, Topics.INTEREST_PROFILES, SCORER)
        .map(bytes -> bytes <= most)
        .onFailure()
        .invoke(failure -> LOG.debug("the broker does not tell how far the scorer is", failure))
        .onFailure()
        .recoverWithItem(true);
  }
}
