package dev.meander.log.privacy;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keys of messages under which somebody wrote who was erased since, and up to when.
 *
 * @param until by key
 */
public record ErasedKeys(Map<String, Until> until) {

  static final ErasedKeys NONE = new ErasedKeys(Map.of());

  /** What the log took later is of somebody new. */
  record Until(Instant last, UUID erasure) {}

  public ErasedKeys {
    until = Map.copyOf(until);
  }

  /**
   * Whether an entry that stands in clear is of somebody who was erased.
   *
   * @param key of the message; null for none
   * @param appendedAt when the log took it
   */
  public boolean holds(@Nullable String key, Instant appendedAt) {
    Until known = key == null ? null : until.get(key);
    return known != null && !appendedAt.isAfter(known.last());
  }

  /** The erasure of who wrote under that key; null where there was none. */
  public @Nullable UUID erasure(@Nullable String key) {
    Until known = key == null ? null : until.get(key);
    return known == null ? null : known.erasure();
  }
}
