package dev.meander.projection;

import dev.meander.event.EventId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Instant;
import java.util.Comparator;

/**
 * What a person said last of another name.
 *
 * @param merged whether it is theirs
 * @param at when it was said, no later than the log took it; whole milliseconds
 * @param event that said it
 */
record MemberClaim(
    TenantId tenant, PersonId known, PersonId member, boolean merged, Instant at, EventId event) {

  /** The newest of what one person said of a name, or several said of it, is last. */
  static final Comparator<MemberClaim> BY_AGE =
      Comparator.comparing(MemberClaim::at)
          .thenComparing(MemberClaim::event)
          .thenComparing(MemberClaim::known);

  PersonKey knownKey() {
    return new PersonKey(tenant, known);
  }

  PersonKey memberKey() {
    return new PersonKey(tenant, member);
  }
}
