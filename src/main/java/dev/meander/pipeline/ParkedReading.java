package dev.meander.pipeline;

import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.LoggedEvent;
import dev.meander.log.ParkedDecision;
import dev.meander.log.Topics;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.SealedMessage;
import dev.meander.log.privacy.Sealer;
import dev.meander.projection.DeadLetter;
import dev.meander.projection.EventBatch;
import dev.meander.projection.LiveProjection;
import dev.meander.projection.ParkedEntries;
import dev.meander.projection.ParkedRow;
import dev.meander.projection.Reread;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads again what is put aside: with today's keys, and today's knowledge of the wire forms. */
@ApplicationScoped
class ParkedReading {

  private static final byte[] NOTHING = {};

  private final ParkedEntries entries;
  private final LiveProjection live;
  private final EventCodec codec;
  private final Sealer sealer;
  private final TenantId tenant;

  @Inject
  ParkedReading(
      ParkedEntries entries,
      LiveProjection live,
      EventCodec codec,
      Sealer sealer,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.entries = entries;
    this.live = live;
    this.codec = codec;
    this.sealer = sealer;
    this.tenant = new TenantId(tenant);
  }

  /** The batch of the version that serves with what its decisions are about. */
  Uni<EventBatch> complete(EventBatch batch) {
    return complete(live.version(), batch);
  }

  /**
   * The batch with what its decisions are about. Nobody but the owner of a partition changes what
   * is put aside of it, so what is read here still holds in the transaction that applies the batch.
   *
   * @param projection in which version
   */
  Uni<EventBatch> complete(int projection, EventBatch batch) {
    if (batch.decisions().isEmpty()) {
      return Uni.createFrom().item(batch);
    }
    return entries
        .about(projection, tenant, batch.decisions())
        .chain(
            rows ->
                opener(rows)
                    .map(
                        opener ->
                            batch.about(
                                rows.stream()
                                    .map(row -> row.reread(read(row.toRead(), opener)))
                                    .toList())));
  }

  /** What opens these; fails when the keys cannot be reached. */
  Uni<Opener> opener(List<ParkedRow> rows) {
    return sealer.opener(
        tenant, Topics.BEHAVIOR_EVENTS, rows.stream().map(ParkedRow::toRead).toList());
  }

  /** The key of the person's messages; null while they are being erased. */
  Uni<@Nullable String> keyOf(PersonId person) {
    return sealer
        .writer(tenant, Topics.BEHAVIOR_EVENTS, Set.of(person))
        .map(writer -> writer.seal(person, new byte[0]).map(SealedMessage::key).orElse(null));
  }

  /** What an entry says, for people to read. */
  ParkedContent content(ParkedRow row, Opener opener) {
    return switch (opener.open(row.toRead())) {
      case Opened.Plain(byte[] plain) -> content(row, plain);
      case Opened.Erased _ -> new ParkedContent(NOTHING, "The person was erased.", null);
      case Opened.Damaged _ ->
          new ParkedContent(NOTHING, "The key is there and does not fit.", null);
    };
  }

  private ParkedContent content(ParkedRow row, byte[] plain) {
    return switch (codec.decode(plain)) {
      case LoggedEvent.Decoded(EventEnvelope envelope, byte[] _) ->
          new ParkedContent(
              plain,
              row.letter().reason().equals(DeadLetter.BEHIND)
                  ? "An earlier entry of the person is put aside."
                  : "The event is read, but not folded; the log of the service says more.",
              envelope.personId().value());
      case LoggedEvent.Decision(ParkedDecision decision, byte[] _)
          when decision.act() instanceof ParkedDecision.Act.Mend(EventEnvelope event) ->
          new ParkedContent(
              codec.encode(event).wire(), "Mended, not retried yet.", event.personId().value());
      case LoggedEvent.Erasure _ ->
          new ParkedContent(plain, "An erasure in the place of an event.", null);
      case LoggedEvent.Decision _ ->
          new ParkedContent(plain, "A decision in the place of an event.", null);
      case LoggedEvent.Undecodable bad -> new ParkedContent(plain, bad.detail(), null);
    };
  }

  Reread read(byte[] bytes, Opener opener) {
    return switch (opener.open(bytes)) {
      case Opened.Plain(byte[] plain) -> read(plain);
      case Opened.Erased _ -> new Reread.Gone();
      case Opened.Damaged _ -> new Reread.Unfit(ProjectionDecoder.DAMAGED);
    };
  }

  private Reread read(byte[] plain) {
    return switch (codec.decode(plain)) {
      case LoggedEvent.Decoded(EventEnvelope envelope, byte[] _) -> fit(envelope);
      case LoggedEvent.Decision(ParkedDecision decision, byte[] _)
          when decision.act() instanceof ParkedDecision.Act.Mend(EventEnvelope event) ->
          fit(event);
      case LoggedEvent.Decision _, LoggedEvent.Erasure _ ->
          new Reread.Unfit(ProjectionDecoder.NO_EVENT);
      case LoggedEvent.Undecodable bad -> new Reread.Unfit(bad.reason().name());
    };
  }

  private Reread fit(EventEnvelope envelope) {
    return envelope.tenant().equals(tenant)
        ? new Reread.Fit(envelope)
        : new Reread.Unfit(ProjectionDecoder.OTHER_TENANT);
  }
}
