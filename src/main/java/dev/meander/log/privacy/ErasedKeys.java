package dev.meander.log.privacy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys of messages under which somebody wrote who was erased since, and up to when.
 *
 * @param until by key
 */
public record ErasedKeys(Map<String, Instant> until) {

  static final ErasedKeys NONE = new ErasedKeys(Map.of());

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
    Instant last = key == null ? null : until.get(key);
    return last != null && !appendedAt.isAfter(last);
  }
}
