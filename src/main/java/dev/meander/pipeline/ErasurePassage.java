package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.ErasedInClear;
import dev.meander.log.privacy.ErasedKeys;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.Opener;
import dev.meander.projection.ErasedEntry;
import dev.meander.projection.EventBatch;
import dev.meander.projection.PersonErasure;
import dev.meander.projection.PersonRemains;
import dev.meander.projection.PublishedProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.pulsar.client.api.Message;

/** What the projection does on the way past the erasures in a batch. */
@ApplicationScoped
class ErasurePassage {

  private final Erasures erasures;
  private final ErasedInClear inClear;
  private final ProfilePublisher publisher;
  private final PersonRemains remains;

  @Inject
  ErasurePassage(
      Erasures erasures, ErasedInClear inClear, ProfilePublisher publisher, PersonRemains remains) {
    this.erasures = erasures;
    this.inClear = inClear;
    this.publisher = publisher;
    this.remains = remains;
  }

  /** Whose entries among these, which were never sealed, are passed over. */
  Uni<ErasedKeys> passedOver(TenantId tenant, List<Message<byte[]>> messages) {
    Set<String> keys = new HashSet<>();
    for (Message<byte[]> message : messages) {
      if (message.hasKey() && !Opener.isSealed(message.getValue())) {
        keys.add(message.getKey());
      }
    }
    return inClear.among(tenant, keys);
  }

  /** The batch with the people to forget named, as long as anybody knows who they are. */
  Uni<EventBatch> named(EventBatch batch) {
    if (batch.erasures().isEmpty()) {
      return Uni.createFrom().item(batch);
    }
    return erasures
        .people(
            batch.erasures().getFirst().tenant(),
            batch.erasures().stream().map(PersonErasure::erasure).collect(Collectors.toSet()))
        .map(people -> named(batch, people));
  }

  private static EventBatch named(EventBatch batch, Map<UUID, PersonId> people) {
    List<PersonErasure> named =
        batch.erasures().stream()
            .map(
                one ->
                    new PersonErasure(
                        one.tenant(),
                        one.position(),
                        one.key(),
                        one.erasure(),
                        people.get(one.erasure()),
                        one.facts()))
            .toList();
    return batch.forgetting(named);
  }

  /**
   * Fails with {@link StoodStillException} where the version has let go of somebody whose entries
   * it comes to only now, in clear or not. One that had folded all of them meets none; one that had
   * folded nothing has not let go, and takes the sums from the marker.
   *
   * @param projection beside the one that serves
   */
  Uni<Void> requireCounted(int projection, EventBatch batch) {
    if (batch.erased().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<UUID, List<LogPosition>> unreadable = new HashMap<>();
    Map<UUID, LogPosition> plain = new HashMap<>();
    for (ErasedEntry entry : batch.erased()) {
      if (entry.key() != null) {
        unreadable.computeIfAbsent(entry.key(), _ -> new ArrayList<>()).add(entry.position());
      } else if (entry.erasure() != null) {
        plain.put(entry.erasure(), entry.position());
      }
    }
    TenantId tenant = batch.erased().getFirst().tenant();
    return erasures
        .before(tenant, unreadable)
        .call(ahead -> requireNotLetGo(tenant, projection, ahead))
        .chain(() -> requireNotLetGo(tenant, projection, plain));
  }

  private Uni<Void> requireNotLetGo(
      TenantId tenant, int projection, Map<UUID, LogPosition> entries) {
    return remains
        .hasLetGo(tenant, projection, entries)
        .invoke(
            letGo -> {
              if (letGo) {
                throw new StoodStillException(projection);
              }
            })
        .replaceWithVoid();
  }

  /** Publishes profiles, and behind them the end of those who are forgotten. */
  Uni<Void> publish(
      List<PublishedProfile> profiles, List<PersonErasure> forgotten, BatchTrace trace) {
    Uni<Void> published = publisher.publish(profiles, trace);
    return forgotten.isEmpty()
        ? published
        : published.chain(
            () -> publisher.forget(forgotten.stream().map(PersonErasure::key).toList()));
  }
}
