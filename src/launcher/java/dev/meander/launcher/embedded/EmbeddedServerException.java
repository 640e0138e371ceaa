package dev.meander.launcher.embedded;

import java.io.Serial;

/**
 * An embedded server can't start or has stopped. The message is meant for the person at the
 * terminal: it names the folder, port or server, says what to do, and ends with the tail of the
 * server's log where there is one.
 */
public final class EmbeddedServerException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  EmbeddedServerException(String message) {
    super(message);
  }

  EmbeddedServerException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
