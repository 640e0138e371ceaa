package dev.meander.scoring;

/** A model artefact is missing, broken, or made for another version; it must not serve. */
public final class ModelRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelRefusedException(String message) {
    super(message);
  }

  ModelRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
