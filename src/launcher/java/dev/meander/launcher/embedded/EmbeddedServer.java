package dev.meander.launcher.embedded;

import java.util.Map;

/** One server that was started and answers. */
sealed interface EmbeddedServer permits PulsarBroker, PostgresServer, RedisServer {

  /** Its process. */
  ChildProcess process();

  /** The service's settings that lead to it: names as in {@code application.properties}. */
  Map<String, String> configuration();
}
