package dev.meander.log;

import java.io.IOException;

/** The way out of the decoder; carries no stack, since a poisoned topic is full of it. */
final class UndecodableException extends IOException {

  private static final long serialVersionUID = 1L;

  final UndecodableReason reason;
  final String detail;

  UndecodableException(UndecodableReason reason, String detail) {
    super(detail);
    this.reason = reason;
    this.detail = detail;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
