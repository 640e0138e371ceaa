package dev.meander.pipeline;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasures;
import dev.meander.serving.InterestViewStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What scoring does when a person's end comes along the topic of profiles: no earlier profile of
 * theirs is under way any more, so the view that goes now stays away.
 */
@ApplicationScoped
class ViewErasure {

  private final Erasures erasures;
  private final InterestViewStore views;
  private final ScoringPublisher publisher;
  private final TenantId tenant;

  @Inject
  ViewErasure(
      Erasures erasures,
      InterestViewStore views,
      ScoringPublisher publisher,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.erasures = erasures;
    this.views = views;
    this.publisher = publisher;
    this.tenant = new TenantId(tenant);
  }

  /**
   * @param keys of the messages that had no content
   */
  Uni<Void> forget(Set<String> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return erasures
        .ofPseudonyms(tenant, keys)
        .chain(
            found ->
                Multi.createFrom()
                    .iterable(found)
                    .onItem()
                    .transformToUniAndConcatenate(this::forget)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<Void> forget(Erasure erasure) {
    PersonId person = erasure.person();
    String pseudonym = erasure.pseudonym();
    if (person == null || pseudonym == null) {
      return Uni.createFrom().voidItem();
    }
    return views
        .forget(tenant, person)
        .chain(() -> publisher.forget(Set.of(pseudonym)))
        .chain(() -> erasures.viewsGone(tenant, erasure.id()));
  }
}
