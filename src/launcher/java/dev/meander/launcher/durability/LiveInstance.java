package dev.meander.launcher.durability;

import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.service.ServiceProcess;
import dev.meander.launcher.service.ServiceSettings;
import dev.meander.launcher.service.ServiceStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Servers of a proof's own and the packaged service, which is killed and started again at the same
 * address. Used by one thread at a time; whoever starts it closes it.
 */
public final class LiveInstance implements AutoCloseable {

  private final ServerSettings settings;
  private final EmbeddedServers servers;
  private final int port;
  private final Consumer<String> progress;
  private @Nullable ServiceProcess service;

  private LiveInstance(
      ServerSettings settings, EmbeddedServers servers, int port, Consumer<String> progress) {
    this.settings = settings;
    this.servers = servers;
    this.port = port;
    this.progress = progress;
  }

  /** Starts the servers; the service comes later. */
  public static LiveInstance start(ServerSettings settings, Consumer<String> progress)
      throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    return new LiveInstance(settings, EmbeddedServers.start(settings, progress), port, progress);
  }

  public EmbeddedServers servers() {
    return servers;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public URI admin() {
    return URI.create(servers.configuration().getOrDefault("meander.log.admin-url", ""));
  }

  /**
   * Starts the service, in place of the one that runs, and returns when it is ready.
   *
   * @param more settings beside those that lead to the servers
   */
  public void serve(Map<String, String> more) throws IOException, InterruptedException {
    stopService();
    Map<String, String> configuration = new TreeMap<>(servers.configuration());
    configuration.putAll(more);
    var start =
        new ServiceStart(
            new ServiceSettings(
                settings.project().resolve("target"), settings.data(), port, configuration),
            servers::lookAfter,
            progress);
    service = start.run();
  }

  /**
   * The service's process.
   *
   * @throws IllegalStateException when none runs
   */
  public ProcessHandle service() {
    ServiceProcess running = service;
    return ProcessHandle.of(running == null ? 0 : running.pid())
        .filter(ProcessHandle::isAlive)
        .orElseThrow(() -> new IllegalStateException("the service does not run"));
  }

  /** SIGKILL; returns when it is gone. */
  public void killService() {
    if (service != null) {
      service.kill();
      service = null;
    }
  }

  public void stopService() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  @Override
  public void close() {
    stopService();
    servers.close();
  }
}
