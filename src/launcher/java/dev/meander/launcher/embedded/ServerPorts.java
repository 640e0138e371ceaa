package dev.meander.launcher.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the embedded servers listen, always on 127.0.0.1; 0 asks for a free port. The bookie needs
 * none: it is reached inside the broker's process.
 *
 * @param broker Pulsar's binary protocol
 * @param brokerHttp Pulsar's admin interface
 * @param postgres PostgreSQL
 * @param redis Redis
 */
public record ServerPorts(int broker, int brokerHttp, int postgres, int redis) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException when a port is outside 0-65535
   */
  public ServerPorts {
    IntStream.of(broker, brokerHttp, postgres, redis)
        .filter(port -> port < 0 || port > 65_535)
        .findFirst()
        .ifPresent(
            port -> {
              throw new IllegalArgumentException("port " + port + " is outside 0-65535");
            });
  }

  /** Every port free: chosen at start. */
  public static ServerPorts free() {
    return new ServerPorts(0, 0, 0, 0);
  }

  /** The same ports with every 0 replaced by one that was free a moment ago. */
  ServerPorts chosen() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      return new ServerPorts(
          choose(broker, held),
          choose(brokerHttp, held),
          choose(postgres, held),
          choose(redis, held));
    } finally {
      held.forEach(ServerPorts::release);
    }
  }

  /**
   * Refuses a port that somebody listens on.
   *
   * @throws EmbeddedServerException naming server and port
   */
  static void requireFree(ServerKind kind, int port) {
    try {
      release(open(port));
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "port %d, meant for the embedded %s, is taken: stop whatever listens there or choose another port"
              .formatted(port, kind.title()),
          e);
    }
  }

  private static int choose(int port, List<ServerSocket> held) {
    if (port != 0) {
      return port;
    }
    try {
      // All are held until the last is chosen, or the system could give the same port twice.
      ServerSocket socket = open(0);
      held.add(socket);
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EmbeddedServerException("no free port on 127.0.0.1", e);
    }
  }

  private static ServerSocket open(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new EmbeddedServerException("port " + socket.getLocalPort() + " can't be released", e);
    }
  }
}
