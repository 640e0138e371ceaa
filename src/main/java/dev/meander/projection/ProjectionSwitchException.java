package dev.meander.projection;

/** A version may not be switched to, or not be dropped, as things stand; nothing was changed. */
public final class ProjectionSwitchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProjectionSwitchException(String message) {
    super(message);
  }
}
