package dev.meander.launcher.embedded;

import dev.meander.launcher.embedded.journal.JournalRepair;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Pulsar standalone in a JVM and on a class path of its own: one broker, one bookie without a port,
 * metadata in RocksDB. Both ports are bound to 127.0.0.1. What SIGKILL left of the last write is
 * cut off the bookie's journal before each start.
 */
record PulsarBroker(ChildProcess process, Map<String, String> configuration, int repairedJournals)
    implements EmbeddedServer {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.nio",
          "java.base/java.util.zip",
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.platform",
          "java.base/sun.net",
          "java.management/sun.management",
          "jdk.management/com.sun.management.internal");

  static PulsarBroker start(StartContext context) {
    ServerPorts ports = context.ports();
    ServerPorts.requireFree(ServerKind.BROKER, ports.broker());
    ServerPorts.requireFree(ServerKind.BROKER, ports.brokerHttp());
    Path folder = context.folder().of("pulsar");
    String classpath = BrokerClasspath.resolved(context.settings().project(), context.progress());
    try {
      Files.writeString(folder.resolve("standalone.conf"), settings(ports));
      Files.writeString(folder.resolve("log4j2.xml"), resource("broker-log4j2.xml"));
      // An argument file: 30 KB of class path would drown every process listing.
      Files.writeString(folder.resolve("classpath.args"), "-cp \"" + classpath + "\"\n");
    } catch (IOException e) {
      throw new EmbeddedServerException("the folder " + folder + " can't be prepared", e);
    }
    int repaired = repaired(folder, context);
    ChildProcess process =
        context.launch(ServerKind.BROKER, "pulsar", command(context), StopSignal.TERM);
    context.awaitReady(process, LIMIT, () -> answers(ports.brokerHttp()));
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

  private static List<String> command(StartContext context) {
    List<String> command = new ArrayList<>();
    command.add(Executables.java().toString());
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx" + context.settings().sizes().brokerHeap() + "m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlog4j.configurationFile=log4j2.xml",
            "-Djava.net.preferIPv4Stack=true"));
    OPENED.forEach(name -> command.addAll(List.of("--add-opens", name + "=ALL-UNNAMED")));
    command.addAll(
        List.of(
            "@classpath.args",
            "org.apache.pulsar.PulsarStandaloneStarter",
            "--config",
            "standalone.conf",
            "--no-functions-worker",
            "--no-stream-storage",
            "--num-bookies",
            "1",
            "--metadata-dir",
            "metadata",
            "--bookkeeper-dir",
            "bookkeeper"));
    return command;
  }

  private static String settings(ServerPorts ports) throws IOException {
    return resource("standalone.conf")
        + "%nbrokerServicePort=%d%nwebServicePort=%d%n"
            .formatted(ports.broker(), ports.brokerHttp());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PulsarBroker.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Started, and at the first start past making its own namespaces, of which this is the last. */
  private static boolean answers(int port) {
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
