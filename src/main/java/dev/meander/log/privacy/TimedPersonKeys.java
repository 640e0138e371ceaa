package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Keys that come in time or not at all: a store that stands still would otherwise hold every
 * request that needs it, with all of its events. Any thread.
 */
final class TimedPersonKeys implements PersonKeys {

  private final PersonKeys store;
  private final Duration limit;

  TimedPersonKeys(PersonKeys store, Duration limit) {
    this.store = store;
    this.limit = limit;
  }

  @Override
  public Uni<Map<PersonId, DataKey>> toWrite(TenantId tenant, Set<PersonId> people) {
    return inTime(store.toWrite(tenant, people));
  }

  @Override
  public Uni<Map<KeyId, DataKey>> toRead(TenantId tenant, Set<KeyId> ids) {
    return inTime(store.toRead(tenant, ids));
  }

  @Override
  public Uni<Set<KeyId>> closing(TenantId tenant) {
    return inTime(store.closing(tenant));
  }

  private <T> Uni<T> inTime(Uni<T> answer) {
    return answer
        .ifNoItem()
        .after(limit)
        .failWith(
            () -> new TimeoutException("no answer within " + limit.toMillis() + " ms about keys"));
  }
}
