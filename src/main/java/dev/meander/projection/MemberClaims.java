package dev.meander.projection;

import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the people of a batch say of other names, folded into what they said before. A person's
 * claims depend on that person's events alone, so they come out the same whatever happens in other
 * partitions; which of them holds is for {@link Kin} to say. Confined to one thread.
 */
final class MemberClaims {

  /** Most names that one person may ever have claimed, those given back among them. */
  static final int MOST = 32;

  private final List<PositionedEvent> said = new ArrayList<>();
  private final SortedMap<PersonKey, SortedMap<PersonId, MemberClaim>> changed = new TreeMap<>();
  private int refused;

  /**
   * Takes the next event of a person that says something of another name.
   *
   * @param event a {@link PersonMerged}, new to its day
   */
  void add(PositionedEvent event) {
    said.add(event);
  }

  /**
   * Folds.
   *
   * @param before all claims of those people
   */
  void fold(Map<PersonKey, Map<PersonId, MemberClaim>> before) {
    Map<PersonKey, Map<PersonId, MemberClaim>> all = new HashMap<>();
    before.forEach((person, claims) -> all.put(person, new HashMap<>(claims)));
    for (PositionedEvent event : said) {
      PersonKey person = keyOf(event.envelope());
      take(event, all.computeIfAbsent(person, _ -> new HashMap<>()));
    }
  }

  private void take(PositionedEvent event, Map<PersonId, MemberClaim> claims) {
    EventEnvelope envelope = event.envelope();
    if (!(envelope.event() instanceof PersonMerged(PersonId member, boolean merged))) {
      return;
    }
    boolean full = claims.size() >= MOST && !claims.containsKey(member);
    if (full || member.equals(envelope.personId())) {
      refused++;
      return;
    }
    MemberClaim claim =
        new MemberClaim(
            envelope.tenant(), envelope.personId(), member, merged, at(event), envelope.eventId());
    MemberClaim newest =
        claims.merge(member, claim, (a, b) -> MemberClaim.BY_AGE.compare(a, b) >= 0 ? a : b);
    if (newest.equals(claim)) {
      changed.computeIfAbsent(claim.knownKey(), _ -> new TreeMap<>()).put(member, claim);
    }
  }

  /** A client's clock that runs ahead is cut off. */
  private static Instant at(PositionedEvent event) {
    Instant occurredAt = event.envelope().occurredAt();
    Instant at = occurredAt.isAfter(event.appendedAt()) ? event.appendedAt() : occurredAt;
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  private static PersonKey keyOf(EventEnvelope envelope) {
    return new PersonKey(envelope.tenant(), envelope.personId());
  }

  /** What is claimed anew or given back, by person and name. */
  List<MemberClaim> changed() {
    return changed.values().stream().flatMap(claims -> claims.values().stream()).toList();
  }

  /** How many events were about a name too many, or about the person's own. */
  int refused() {
    return refused;
  }
}
