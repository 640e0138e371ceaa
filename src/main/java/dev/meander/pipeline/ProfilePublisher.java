package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import dev.meander.log.privacy.SealWriter;
import dev.meander.log.privacy.Sealer;
import dev.meander.pipeline.SealedMessages.Outgoing;
import dev.meander.projection.ProfileSchema;
import dev.meander.projection.PublishedProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Publishes profiles to the compacted topic, sealed and keyed by pseudonym. Of a person who is
 * being erased nothing is published.
 */
@ApplicationScoped
class ProfilePublisher {

  private final MutinyEmitter<byte[]> profiles;
  private final Sealer sealer;
  private final ProfileSchema schema = new ProfileSchema();

  @Inject
  ProfilePublisher(
      @Channel("profiles-out")
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * SealedMessages.UNDER_WAY)
          MutinyEmitter<byte[]> profiles,
      Sealer sealer) {
    this.profiles = profiles;
    this.sealer = sealer;
  }

  /**
   * Completes when the broker has stored all of them; fails when it did not store one.
   *
   * @param trace to be continued by who reads them
   */
  Uni<Void> publish(List<PublishedProfile> changed, BatchTrace trace) {
    return Multi.createFrom()
        .iterable(
            changed.stream().collect(Collectors.groupingBy(PublishedProfile::tenant)).entrySet())
        .onItem()
        .transformToUniAndConcatenate(one -> publish(one.getKey(), one.getValue(), trace))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Tells every reader of the topic that the people of these keys are forgotten. */
  Uni<Void> forget(Collection<String> keys) {
    return SealedMessages.send(profiles, SealedMessages.tombstones(keys));
  }

  private Uni<Void> publish(TenantId tenant, List<PublishedProfile> changed, BatchTrace trace) {
    return sealer
        .writer(
            tenant,
            Topics.INTEREST_PROFILES,
            changed.stream().map(PublishedProfile::personId).collect(Collectors.toSet()))
        .chain(writer -> SealedMessages.send(profiles, sealed(writer, changed, trace)));
  }

  private List<Outgoing> sealed(
      SealWriter writer, List<PublishedProfile> changed, BatchTrace trace) {
    return changed.stream()
        .flatMap(
            profile ->
                writer.seal(profile.personId(), schema.encode(profile)).stream()
                    .map(message -> new Outgoing(message, trace.carriedFrom(profile.position()))))
        .toList();
  }
}
