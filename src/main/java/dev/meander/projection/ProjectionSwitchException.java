package dev.meander.projection;

/** The other version is behind the one that serves; nothing was switched. */
public final class ProjectionSwitchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProjectionSwitchException(String message) {
    super(message);
  }
}
