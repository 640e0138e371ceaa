package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.ActiveScorer;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.serving.InterestViewStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From profiles to stored views. Doing it again changes nothing: the newest position wins. */
@ApplicationScoped
class ViewWriter {

  private final ActiveScorer scorer;
  private final ScoringPopularity popularity;
  private final InterestViewStore views;
  private final ViewErasure erasures;
  private final ScoringMeters meters;

  @Inject
  ViewWriter(
      ActiveScorer scorer,
      ScoringPopularity popularity,
      InterestViewStore views,
      ViewErasure erasures,
      ScoringMeters meters) {
    this.scorer = scorer;
    this.popularity = popularity;
    this.views = views;
    this.erasures = erasures;
    this.meters = meters;
  }

  /**
   * Scores and stores, and takes away the views of those who may not be known; fails where any of
   * it does not work, having done a part of it or nothing.
   */
  Uni<List<ScoredInterest>> write(ProfilePage page) {
    List<ProfileAt> profiles = page.profiles();
    return views
        .withdraw(List.copyOf(page.withdrawn().values()))
        .chain(() -> score(profiles))
        .call(
            scored ->
                meters
                    .storing()
                    .time(() -> views.write(scored))
                    .invoke(result -> meters.stored(profiles, result)));
  }

  /**
   * Deletes the views of those whose end came along the topic of profiles.
   *
   * @param keys of the messages that had no content
   */
  Uni<Void> forget(Set<String> keys) {
    return erasures.forget(keys);
  }

  /**
   * What answers people of a shop now beside the one model.
   *
   * @param ownDays whether the ranker is told by the shop's own days
   */
  record Serving(Set<ModelIdentity> models, boolean ownDays) {
    Serving {
      models = Set.copyOf(models);
    }

    /** Whether it is something that another was not. */
    boolean goesBeyond(Serving other) {
      return !other.models.containsAll(models) || (ownDays && !other.ownDays);
    }
  }

  /**
   * What serves its people now; empty until the shop was counted, and until a ranker that serves it
   * was judged by the shop's own days once.
   */
  Optional<Serving> serving(TenantId tenant) {
    ShopSnapshot shop = popularity.counted(tenant);
    if (shop == null || (scorer.ranks(shop).isPresent() && !popularity.judged(tenant))) {
      return Optional.empty();
    }
    return Optional.of(new Serving(scorer.serving(shop), shop.scales() != null));
  }

  /** Scores each tenant's people against their own shop. */
  private Uni<List<ScoredInterest>> score(List<ProfileAt> profiles) {
    Map<TenantId, List<ProfileAt>> byTenant =
        profiles.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.profile().tenant(), LinkedHashMap::new, Collectors.toList()));
    return Multi.createFrom()
        .iterable(byTenant.entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                popularity
                    .of(entry.getKey())
                    .chain(
                        popular -> {
                          long started = System.nanoTime();
                          return scorer
                              .score(entry.getValue(), popular, popularity.counted(entry.getKey()))
                              .invoke(scored -> meters.scored(scored.size(), started));
                        }))
        .onItem()
        .<ScoredInterest>transformToIterable(scored -> scored)
        .collect()
        .asList();
  }
}
