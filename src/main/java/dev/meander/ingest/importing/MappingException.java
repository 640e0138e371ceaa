package dev.meander.ingest.importing;

/** A mapping that can't be used; the message names the line and says what is wanted there. */
public final class MappingException extends Exception {

  private static final long serialVersionUID = 1L;

  MappingException(int line, String message) {
    super("line " + line + ": " + message);
  }

  MappingException(int line, String message, Throwable cause) {
    super("line " + line + ": " + message, cause);
  }
}
