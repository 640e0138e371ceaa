package dev.meander.projection;

/** Nothing may be read of a person: they have withdrawn their consent to being profiled. */
public final class ConsentWithdrawnException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConsentWithdrawnException() {
    super("consent is withdrawn", null, false, false);
  }
}
