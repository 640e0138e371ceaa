package dev.meander;

import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerKind;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.embedded.ServerSizes;
import dev.meander.log.privacy.MasterKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real broker, PostgreSQL and Redis for tests, on free ports and in a folder of its own under
 * {@code target}: started once per JVM whatever the number of test classes, killed and deleted when
 * the JVM ends. For Quarkus tests as {@code @WithTestResource(RealServers.class)}, for plain ones
 * through {@link #shared()}.
 */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

  /**
   * Each Quarkus application has class loaders, hence static fields, of its own: what must exist
   * once per JVM lies where all of them look; as text, since others read these properties too.
   */
  private static final String SHARED = "dev.meander.RealServers";

  /**
   * The Pulsar client tells its whole configuration for each producer. Held, or it is forgotten.
   */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  @Override
  public Map<String, String> start() {
    return shared();
  }

  /** The servers outlive each application, which is what makes the next one quick. */
  @Override
  public void stop() {}

  /** The configuration that leads to the shared servers, which start at the first call. */
  public static Map<String, String> shared() {
    synchronized (System.getProperties()) {
      String known = System.getProperty(SHARED);
      if (known == null) {
        EmbeddedServers servers = launch();
        servers
            .processes()
            .forEach(
                (kind, process) ->
                    System.setProperty(property(kind), Long.toString(process.pid())));
        Map<String, String> settings = new TreeMap<>(servers.configuration());
        settings.put("meander.privacy.master-keys", MasterKeys.generate("test"));
        known =
            settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
        System.setProperty(SHARED, known);
      }
      return known
          .lines()
          .map(line -> line.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
  }

  /** Lets a server stand still, with all its processes: connections stay, nothing is answered. */
  public static void pause(ServerKind kind) throws IOException, InterruptedException {
    signal("-STOP", kind);
  }

  /** Lets it go on. */
  public static void goOn(ServerKind kind) throws IOException, InterruptedException {
    signal("-CONT", kind);
  }

  /**
   * Cuts every connection to the broker, as a network does that fails: both ends see an error.
   *
   * @return whether any was cut; false where this system or user cannot
   */
  public static boolean cutBroker() throws IOException, InterruptedException {
    int port = URI.create(shared().getOrDefault("pulsar.client.serviceUrl", "")).getPort();
    Process cut;
    try {
      cut =
          new ProcessBuilder("ss", "-H", "-K", "-t", "dst", "127.0.0.1", "dport", "=", ":" + port)
              .start();
    } catch (IOException e) {
      return false;
    }
    String connections = new String(cut.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return cut.waitFor() == 0 && !connections.isBlank();
  }

  private static String property(ServerKind kind) {
    return SHARED + "." + kind;
  }

  /** A backend of PostgreSQL may be gone by now, so the status says little. */
  private static void signal(String signal, ServerKind kind)
      throws IOException, InterruptedException {
    ProcessHandle process =
        ProcessHandle.of(Long.parseLong(System.getProperty(property(kind)))).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", signal));
    Stream.concat(Stream.of(process), process.descendants())
        .forEach(one -> command.add(Long.toString(one.pid())));
    int _ = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  /** The folder of the project under test. */
  public static Path project() {
    return Path.of(System.getProperty("meander.basedir", "")).toAbsolutePath();
  }

  private static EmbeddedServers launch() {
    PULSAR.setLevel(Level.WARNING);
    Path data = project().resolve("target/real-servers/" + ProcessHandle.current().pid());
    delete(data);
    EmbeddedServers servers =
        EmbeddedServers.start(
            ServerSettings.standard(project(), data).withSizes(ServerSizes.small()),
            line -> System.out.println("[servers] " + line));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  servers.kill();
                  delete(data);
                }));
    return servers;
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the test servers' folder can't be deleted", e);
    }
  }
}
