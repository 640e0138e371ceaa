package dev.meander.serving;

import org.jspecify.annotations.Nullable;

/** The store of views gives no answer. Nothing is said of the person asked for. */
public final class ViewStoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why there is no answer. */
  public enum Reason {
    /** The store is down, too slow, or refuses the command. Ask elsewhere. */
    UNREACHABLE,
    /** Too much is waiting for the store. Ask later; asking elsewhere makes it worse. */
    OVERLOADED
  }

  private final Reason reason;

  public ViewStoreUnavailable(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
