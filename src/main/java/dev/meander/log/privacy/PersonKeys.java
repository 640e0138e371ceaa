package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;

/** The data keys of people. Never blocks; any thread; fails when the keys cannot be reached. */
interface PersonKeys {

  /**
   * The key of each person, made where there is none yet: one for all processes that ask at once. A
   * person who is being erased has none.
   */
  Uni<Map<PersonId, DataKey>> toWrite(TenantId tenant, Set<PersonId> people);

  /** The keys of that name that are left. */
  Uni<Map<KeyId, DataKey>> toRead(TenantId tenant, Set<KeyId> ids);

  /** The keys of people who are being erased. */
  Uni<Set<KeyId>> closing(TenantId tenant);
}
