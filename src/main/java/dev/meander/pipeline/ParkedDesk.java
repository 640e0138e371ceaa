package dev.meander.pipeline;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.DecisionLog;
import dev.meander.log.ParkedDecision;
import dev.meander.log.ParkedDecision.Act;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.projection.ParkedEntries;
import dev.meander.projection.ParkedEntries.Listed;
import dev.meander.projection.Reread;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Decides about what is put aside, by writing the decision into the log; whoever owns the partition
 * carries it out when it comes there.
 */
@ApplicationScoped
class ParkedDesk {

  /** Of those behind an entry, how many are looked at for the person's name. */
  private static final int LOOKED_AT = 100;

  private final ParkedEntries entries;
  private final ParkedReading reading;
  private final DecisionLog log;
  private final Clock clock;
  private final TenantId tenant;

  @Inject
  ParkedDesk(
      ParkedEntries entries,
      ParkedReading reading,
      DecisionLog log,
      Clock clock,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.entries = entries;
    this.reading = reading;
    this.log = log;
    this.clock = clock;
    this.tenant = new TenantId(tenant);
  }

  /** An entry with those that are put aside together with it. */
  record Sequence(Listed entry, List<Listed> together) {

    @Nullable String key() {
      return entry.row().letter().personKey();
    }
  }

  Uni<Sequence> find(LogPosition position) {
    return entries
        .find(tenant, position)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new ProblemException(
                            ErrorCode.UNKNOWN_PARKED,
                            "Nothing is put aside at " + position.encode() + ".")))
        .chain(this::sequence);
  }

  private Uni<Sequence> sequence(Listed entry) {
    String key = entry.row().letter().personKey();
    return key == null
        ? Uni.createFrom().item(new Sequence(entry, List.of(entry)))
        : entries
            .ofPerson(tenant, entry.row().letter().position().partition(), key, LOOKED_AT)
            .map(together -> new Sequence(entry, together));
  }

  /**
   * Lets another event stand in for the entry.
   *
   * @return where the decision stands in the log
   */
  Uni<LogPosition> mend(LogPosition position, EventEnvelope event) {
    return find(position)
        .call(sequence -> requireSamePerson(sequence, event))
        .chain(sequence -> decide(sequence, event.personId(), new Act.Mend(event)));
  }

  /** Tries what is put aside of the entry's person again, from the first on. */
  Uni<LogPosition> retry(LogPosition position) {
    return find(position).chain(sequence -> whole(sequence, new Act.Retry()));
  }

  /** Takes the entry out as if it had never been, and tries the rest again. */
  Uni<LogPosition> discard(LogPosition position) {
    return find(position).chain(sequence -> whole(sequence, new Act.Discard()));
  }

  private Uni<LogPosition> whole(Sequence sequence, Act act) {
    if (sequence.entry().left() > 0) {
      throw new ProblemException(
          ErrorCode.PARKED_CONFLICT,
          sequence.entry().left()
              + " later entries of this person are in the log alone, being beyond the limits"
              + " (meander.projection.parked-per-person, parked-per-partition): raise those and"
              + " rebuild, then decide.");
    }
    return person(sequence).chain(person -> decide(sequence, person, act));
  }

  private Uni<LogPosition> decide(Sequence sequence, @Nullable PersonId person, Act act) {
    var letter = sequence.entry().row().letter();
    return log.append(
        new ParkedDecision(
            tenant, UUID.randomUUID(), clock.instant(), letter.position(), person, act),
        letter.personKey(),
        letter.payload());
  }

  /** Whose entries these are; null where none of them can be read. */
  private Uni<@Nullable PersonId> person(Sequence sequence) {
    var rows = sequence.together().stream().map(Listed::row).toList();
    return reading
        .opener(rows)
        .map(
            opener -> {
              for (var row : rows) {
                if (reading.read(row.toRead(), opener) instanceof Reread.Fit(var envelope)) {
                  return envelope.personId();
                }
              }
              return null;
            });
  }

  private Uni<Void> requireSamePerson(Sequence sequence, EventEnvelope event) {
    String key = sequence.key();
    if (key == null) {
      throw new ProblemException(
          ErrorCode.PARKED_CONFLICT,
          "The entry has no key and hence no person: it can be retried or discarded.");
    }
    return person(sequence)
        .chain(
            known ->
                known == null
                    ? reading.keyOf(event.personId()).map(drawn -> isKey(key, drawn, event))
                    : Uni.createFrom().item(known.equals(event.personId())))
        .invoke(
            same -> {
              if (!same) {
                throw new ProblemException(
                    ErrorCode.PARKED_CONFLICT,
                    "The event is another person's than the entry that it is to stand in for.");
              }
            })
        .replaceWithVoid();
  }

  private static boolean isKey(String key, @Nullable String drawn, EventEnvelope event) {
    return key.equals(drawn) || key.equals(event.personId().value());
  }
}
