package dev.meander.pipeline;

import dev.meander.projection.PublishedProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.pulsar.PulsarOutgoingMessageMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Publishes profiles to the compacted topic, keyed by person. */
@ApplicationScoped
class ProfilePublisher {

  private static final int UNDER_WAY = 1_000;

  private final MutinyEmitter<PublishedProfile> profiles;

  @Inject
  ProfilePublisher(
      @Channel("profiles-out")
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * UNDER_WAY)
          MutinyEmitter<PublishedProfile> profiles) {
    this.profiles = profiles;
  }

  /** Completes when the broker has stored all of them; fails when it did not store one. */
  Uni<Void> publish(List<PublishedProfile> changed) {
    return Multi.createFrom()
        .iterable(changed)
        .onItem()
        .transformToUni(this::send)
        .merge(UNDER_WAY)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> send(PublishedProfile profile) {
    return profiles.sendMessage(
        Message.of(
            profile,
            Metadata.of(
                PulsarOutgoingMessageMetadata.builder()
                    .withKey(profile.personId().value())
                    .build())));
  }
}
