package dev.meander.platform.redis;

import org.jspecify.annotations.Nullable;

/** Redis gives no answer. */
public final class RedisUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Reason {
    /** It is down or too slow. Ask elsewhere. */
    UNREACHABLE,
    /** Too much is waiting for it. Ask later; asking elsewhere makes it worse. */
    OVERLOADED
  }

  private final Reason reason;

  public RedisUnavailable(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
