package dev.meander.launcher;

import dev.meander.launcher.embedded.ServerKind;
import dev.meander.launcher.embedded.ServerPorts;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which servers are embedded and on which ports, and where the outside ones are. */
final class ServerOptions {

  @Option(
      names = "--pulsar-url",
      paramLabel = "URL",
      defaultValue = "${env:MEANDER_PULSAR_URL:-}",
      description = "an outside Pulsar, pulsar://host:6650; wants --pulsar-admin-url too")
  private String pulsarUrl = "";

  @Option(
      names = "--pulsar-admin-url",
      paramLabel = "URL",
      defaultValue = "${env:MEANDER_PULSAR_ADMIN_URL:-}",
      description = "its admin interface, http://host:8080")
  private String pulsarAdminUrl = "";

  @Option(
      names = "--postgres-url",
      paramLabel = "URL",
      defaultValue = "${env:MEANDER_POSTGRES_URL:-}",
      description = "an outside PostgreSQL, postgresql://user:password@host:5432/database")
  private String postgresUrl = "";

  @Option(
      names = "--redis-url",
      paramLabel = "URL",
      defaultValue = "${env:MEANDER_REDIS_URL:-}",
      description = "an outside Redis, redis://host:6379")
  private String redisUrl = "";

  @Option(
      names = "--pulsar-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "port of the embedded Pulsar (default: any free one, as for the next three)")
  private int pulsarPort;

  @Option(
      names = "--pulsar-admin-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "port of its admin interface")
  private int pulsarAdminPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "port of the embedded PostgreSQL")
  private int postgresPort;

  @Option(
      names = "--redis-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "port of the embedded Redis")
  private int redisPort;

  /**
   * @throws IllegalArgumentException when a port is out of range
   */
  ServerPorts ports() {
    return new ServerPorts(pulsarPort, pulsarAdminPort, postgresPort, redisPort);
  }

  /** The servers that nobody named an outside one for. */
  Set<ServerKind> embedded() {
    Set<ServerKind> embedded = EnumSet.noneOf(ServerKind.class);
    if (pulsarUrl.isEmpty()) {
      embedded.add(ServerKind.BROKER);
    }
    if (postgresUrl.isEmpty()) {
      embedded.add(ServerKind.POSTGRES);
    }
    if (redisUrl.isEmpty()) {
      embedded.add(ServerKind.REDIS);
    }
    return embedded;
  }

  /**
   * The service's settings that lead to the outside servers.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  Map<String, String> outside() {
    Map<String, String> settings = new TreeMap<>();
    if (pulsarUrl.isEmpty() != pulsarAdminUrl.isEmpty()) {
      throw new IllegalArgumentException(
          "an outside Pulsar wants both --pulsar-url and --pulsar-admin-url");
    }
    if (!pulsarUrl.isEmpty()) {
      settings.put("pulsar.client.serviceUrl", pulsarUrl);
      settings.put("meander.log.admin-url", pulsarAdminUrl);
    }
    if (!postgresUrl.isEmpty()) {
      settings.putAll(PostgresUrl.parse(postgresUrl).settings());
    }
    if (!redisUrl.isEmpty()) {
      settings.put("quarkus.redis.hosts", redisUrl);
    }
    return settings;
  }
}
