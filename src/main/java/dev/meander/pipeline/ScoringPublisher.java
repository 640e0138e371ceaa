package dev.meander.pipeline;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import dev.meander.log.Topics;
import dev.meander.log.privacy.SealWriter;
import dev.meander.log.privacy.Sealer;
import dev.meander.pipeline.SealedMessages.Outgoing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pulsar.client.api.Schema;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Publishes predictions for other systems, sealed and keyed by pseudonym. Of a person who is being
 * erased nothing is published.
 */
@ApplicationScoped
class ScoringPublisher {

  /** The registered form of a message once opened. */
  static final Schema<InterestProjection> SCHEMA = Schema.JSON(InterestProjection.class);

  private final MutinyEmitter<byte[]> projections;
  private final Sealer sealer;

  @Inject
  ScoringPublisher(
      @Channel("projections-out")
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2 * SealedMessages.UNDER_WAY)
          MutinyEmitter<byte[]> projections,
      Sealer sealer) {
    this.projections = projections;
    this.sealer = sealer;
  }

  /** Completes when the broker has stored all of them; fails when it did not store one. */
  Uni<Void> publish(List<ScoredInterest> scored) {
    return Multi.createFrom()
        .iterable(
            scored.stream()
                .collect(Collectors.groupingBy(one -> one.profile().profile().tenant()))
                .entrySet())
        .onItem()
        .transformToUniAndConcatenate(one -> publish(one.getKey(), one.getValue()))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Tells every reader of the topic that the people of these keys are forgotten. */
  Uni<Void> forget(Collection<String> keys) {
    return SealedMessages.send(projections, SealedMessages.tombstones(keys));
  }

  private Uni<Void> publish(TenantId tenant, List<ScoredInterest> scored) {
    return sealer
        .writer(
            tenant,
            Topics.INTEREST_PROJECTIONS,
            scored.stream().map(ScoringPublisher::personOf).collect(Collectors.toSet()))
        .chain(writer -> SealedMessages.send(projections, sealed(writer, scored)));
  }

  private static List<Outgoing> sealed(SealWriter writer, List<ScoredInterest> scored) {
    return scored.stream()
        .map(one -> writer.seal(personOf(one), SCHEMA.encode(InterestProjection.of(one))))
        .flatMap(Optional::stream)
        .map(message -> new Outgoing(message, Map.of()))
        .toList();
  }

  private static PersonId personOf(ScoredInterest scored) {
    return scored.profile().profile().personId();
  }
}
