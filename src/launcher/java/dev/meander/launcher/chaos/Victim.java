package dev.meander.launcher.chaos;

import dev.meander.launcher.embedded.ServerKind;
import java.util.Locale;

/** What is struck, in the order in which it is started again: a service starts on its servers. */
enum Victim {
  BROKER,
  POSTGRES,
  REDIS,
  SERVICE;

  /**
   * @throws IllegalStateException for the service
   */
  ServerKind server() {
    return switch (this) {
      case BROKER -> ServerKind.BROKER;
      case POSTGRES -> ServerKind.POSTGRES;
      case REDIS -> ServerKind.REDIS;
      case SERVICE -> throw new IllegalStateException("the service is no server of its own");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
