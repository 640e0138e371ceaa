package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the keys in memory may be used without asking who is being erased. An erasure is open
 * for at least twice the lease, so a process that asks in time is told; one that did not (it was
 * paused) forgets every key. Any thread.
 */
final class KeyLease {

  /** Told of each renewal. */
  interface Holder {
    /** These people are being erased; may be nobody. */
    void forget(Set<KeyId> closing);

    /** Too late to know what was missed. */
    void forgetAll();
  }

  private final PersonKeys keys;
  private final Holder holder;
  private final long nanos;
  private final LongSupplier clock;
  private boolean held;
  private long asked;
  private @Nullable Uni<Void> renewing;

  /**
   * @param clock nanoseconds from any beginning
   */
  KeyLease(PersonKeys keys, Holder holder, Duration length, LongSupplier clock) {
    this.keys = keys;
    this.holder = holder;
    this.nanos = length.toNanos();
    this.clock = clock;
  }

  /** Completes when what is in memory may be used; fails when nobody can be asked. */
  synchronized Uni<Void> valid(TenantId tenant) {
    if (held && clock.getAsLong() - asked < nanos) {
      return Uni.createFrom().voidItem();
    }
    if (renewing == null) {
      long began = clock.getAsLong();
      renewing =
          keys.closing(tenant)
              .invoke(closing -> renewed(began, closing))
              .onTermination()
              .invoke(this::ended)
              .replaceWithVoid()
              .memoize()
              .indefinitely();
    }
    return renewing;
  }

  private synchronized void renewed(long began, Set<KeyId> closing) {
    if (!held || began - asked > 2 * nanos) {
      holder.forgetAll();
    } else {
      holder.forget(closing);
    }
    held = true;
    asked = began;
  }

  private synchronized void ended() {
    renewing = null;
  }
}
