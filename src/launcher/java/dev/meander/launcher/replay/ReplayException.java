package dev.meander.launcher.replay;

import java.io.IOException;

/** A replay that can't go on; the message is for the person who started it. */
public final class ReplayException extends IOException {

  private static final long serialVersionUID = 1L;

  public ReplayException(String message) {
    super(message);
  }

  public ReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
