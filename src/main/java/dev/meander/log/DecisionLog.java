package dev.meander.log;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.log.privacy.SealedMessage;
import dev.meander.log.privacy.Sealer;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes decisions about entries that were put aside, sealed as those are. Any thread. */
@Singleton
public final class DecisionLog {

  private final PulsarEventLog log;
  private final EventCodec codec;
  private final Sealer sealer;

  @Inject
  DecisionLog(PulsarEventLog log, EventCodec codec, Sealer sealer) {
    this.log = log;
    this.codec = codec;
    this.sealer = sealer;
  }

  /**
   * Appends a decision behind the entry that it is about.
   *
   * @param key of the entry's message; null where it has none
   * @param payload the entry as it stands in the log
   * @return where the decision stands; fails with {@link AppendException} where the broker did not
   *     take it, and with a conflict where the person was erased meanwhile
   */
  public Uni<LogPosition> append(ParkedDecision decision, @Nullable String key, byte[] payload) {
    return sealed(decision, payload)
        .chain(
            message ->
                log.append(
                    decision,
                    key,
                    message.orElseThrow(
                        () ->
                            new ProblemException(
                                ErrorCode.PARKED_CONFLICT,
                                "The person whose entry this is was erased."))));
  }

  private Uni<Optional<byte[]>> sealed(ParkedDecision decision, byte[] payload) {
    byte[] plain = codec.encode(decision);
    PersonId person = decision.personId();
    return person == null || Sealer.isSealed(payload)
        ? sealer.sealLike(decision.tenant(), Topics.BEHAVIOR_EVENTS, payload, plain)
        : sealer
            .writer(decision.tenant(), Topics.BEHAVIOR_EVENTS, Set.of(person))
            .map(writer -> writer.seal(person, plain).map(SealedMessage::bytes));
  }
}
