package dev.meander.launcher.embedded;

import dev.meander.launcher.embedded.journal.JournalRepair;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Pulsar standalone in a JVM and on a class path of its own: one broker, one bookie without a port,
 * metadata in RocksDB. Both ports are bound to 127.0.0.1. What SIGKILL left of the last write is
 * cut off the bookie's journal before each start.
 */
record PulsarBroker(ChildProcess process, Map<String, String> configuration, int repairedJournals)
    implements EmbeddedServer {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  static PulsarBroker start(StartContext context) {
    ServerPorts ports = context.ports();
    ServerPorts.requireFree(ServerKind.BROKER, ports.broker());
    ServerPorts.requireFree(ServerKind.BROKER, ports.brokerHttp());
    Path folder = context.folder().of("pulsar");
    Path project = context.settings().project();
    String classpath = BrokerClasspath.resolved(project, context.progress());
    BrokerCommand command = new BrokerCommand(folder, ports, context.settings().sizes(), classpath);
    command.prepare();
    int repaired = repaired(folder, context);
    BrokerCache cache = BrokerCache.of(project, classpath);
    ChildProcess process =
        context.launch(
            ServerKind.BROKER, "pulsar", command.line(cache.startFlags()), StopSignal.TERM);
    try {
      context.awaitReady(process, LIMIT, () -> answers(ports.brokerHttp()));
    } catch (EmbeddedServerException e) {
      // Whatever the cause, a broken cache must not break the next start too.
      cache.forget();
      throw e;
    }
    return new PulsarBroker(
        process,
        Map.of(
            "pulsar.client.serviceUrl",
            "pulsar://127.0.0.1:" + ports.broker(),
            "meander.log.admin-url",
            "http://127.0.0.1:" + ports.brokerHttp()),
        repaired);
  }

  private static int repaired(Path folder, StartContext context) {
    try {
      return JournalRepair.repair(folder, context.progress());
    } catch (IOException e) {
      throw new EmbeddedServerException("the broker's journals can't be checked", e);
    }
  }

  /** Started, and at the first start past making its own namespaces, of which this is the last. */
  static boolean answers(int port) {
    return get(port, "/admin/v2/brokers/ready").isPresent()
        && get(port, "/admin/v2/namespaces/pulsar")
            .filter(answer -> answer.contains("pulsar/system"))
            .isPresent();
  }

  private static Optional<String> get(int port, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      if (connection.getResponseCode() != 200) {
        return Optional.empty();
      }
      try (InputStream in = connection.getInputStream()) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
