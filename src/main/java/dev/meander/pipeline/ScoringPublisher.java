package dev.meander.pipeline;

import dev.meander.interest.ScoredInterest;
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

/** Publishes predictions for other systems, keyed by person. */
@ApplicationScoped
class ScoringPublisher {

  private static final int UNDER_WAY = 1_000;

  private final MutinyEmitter<InterestProjection> projections;

  @Inject
  ScoringPublisher(
      @Channel("projections-out")
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * UNDER_WAY)
          MutinyEmitter<InterestProjection> projections) {
    this.projections = projections;
  }

  /** Completes when the broker has stored all of them; fails when it did not store one. */
  Uni<Void> publish(List<ScoredInterest> scored) {
    return Multi.createFrom()
        .iterable(scored)
        .onItem()
        .transformToUni(this::send)
        .merge(UNDER_WAY)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> send(ScoredInterest scored) {
    return projections.sendMessage(
        Message.of(
            InterestProjection.of(scored),
            Metadata.of(
                PulsarOutgoingMessageMetadata.builder()
                    .withKey(scored.profile().profile().personId().value())
                    .build())));
  }
}
