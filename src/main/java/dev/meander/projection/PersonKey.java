package dev.meander.projection;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.util.Comparator;

/** A person of a tenant. Ordered, so that all writers lock rows in the same order. */
record PersonKey(TenantId tenant, PersonId personId) implements Comparable<PersonKey> {

  private static final Comparator<PersonKey> ORDER =
      Comparator.comparing(PersonKey::tenant).thenComparing(PersonKey::personId);

  @Override
  public int compareTo(PersonKey other) {
    return ORDER.compare(this, other);
  }
}
