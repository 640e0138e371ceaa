package dev.meander.launcher.service;

/** The service can't be started or has died; the message is for the person at the terminal. */
public final class ServiceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServiceException(String message) {
    super(message);
  }

  ServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
