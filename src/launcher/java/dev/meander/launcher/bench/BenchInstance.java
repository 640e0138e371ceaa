package dev.meander.launcher.bench;

import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.service.ServiceProcess;
import dev.meander.launcher.service.ServiceSettings;
import dev.meander.launcher.service.ServiceStart;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers of the bench's own, and a service that is started and stopped with other roles. */
final class BenchInstance implements AutoCloseable {

  private final Path target;
  private final Path data;
  private final Progress progress;
  private final EmbeddedServers servers;
  private final int port;
  private @Nullable ServiceProcess service;

  private BenchInstance(
      Path home, Path data, Progress progress, EmbeddedServers servers, int port) {
    this.target = home.resolve("target");
    this.data = data;
    this.progress = progress;
    this.servers = servers;
    this.port = port;
  }

  /** Starts the servers on free ports; the service comes later. */
  static BenchInstance start(Path home, Path data, Progress progress) throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    EmbeddedServers servers =
        EmbeddedServers.start(ServerSettings.standard(home, data), progress::line);
    return new BenchInstance(home, data, progress, servers, port);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  EmbeddedServers servers() {
    return servers;
  }

  /**
   * Starts the service in place of the one that runs.
   *
   * @param roles comma-separated, empty for all
   * @return seconds until it answered that it is ready
   */
  double serve(String roles) throws IOException, InterruptedException {
    stopService();
    Map<String, String> configuration = new HashMap<>(servers.configuration());
    if (!roles.isEmpty()) {
      configuration.put("meander.roles", roles);
    }
    var settings = new ServiceSettings(target, data, port, configuration);
    long begun = System.nanoTime();
    service = new ServiceStart(settings, servers::lookAfter, progress::line).run();
    return (System.nanoTime() - begun) / 1e9;
  }

  void stopService() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  /** Every process of the instance by its name, the launcher's own with them. */
  Map<String, ProcessHandle> processes() {
    Map<String, ProcessHandle> all = new LinkedHashMap<>();
    if (service != null) {
      ProcessHandle.of(service.pid()).ifPresent(handle -> all.put("service", handle));
    }
    servers.processes().forEach((kind, handle) -> all.put(kind.title(), handle));
    all.put("launcher with this bench", ProcessHandle.current());
    return all;
  }

  @Override
  public void close() {
    stopService();
    servers.close();
  }
}
