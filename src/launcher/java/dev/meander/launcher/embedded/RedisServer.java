package dev.meander.launcher.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/**
 * Redis with an append-only file written before each answer and synced every second: SIGKILL loses
 * nothing, a power cut at most a second of what the log can rebuild. A snapshot (RDB) would lose
 * minutes in both cases. Memory is bounded; past it the keys nearest their expiry go first.
 */
record RedisServer(ChildProcess process, Map<String, String> configuration)
    implements EmbeddedServer {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String PONG = "+PONG\r\n";

  static RedisServer start(StartContext context) {
    int port = context.ports().redis();
    ServerPorts.requireFree(ServerKind.REDIS, port);
    ChildProcess process =
        context.launch(ServerKind.REDIS, "redis", command(context, port), StopSignal.TERM);
    context.awaitReady(process, LIMIT, () -> answers(port));
    return new RedisServer(process, Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + port));
  }

  private static List<String> command(StartContext context, int port) {
    return List.of(
        binary(context.settings().project()).toString(),
        "--bind",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--dir",
        context.folder().of("redis").toString(),
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "",
        "--maxmemory",
        context.settings().sizes().redisMemory() + "mb",
        "--maxmemory-policy",
        "volatile-ttl",
        "--tcp-backlog",
        "128");
  }

  /** The binary, taken out of its jar once: the library alone would leave a copy at each start. */
  private static Path binary(Path project) {
    Path target = project.resolve("target/embedded/redis-server");
    if (Files.isExecutable(target)) {
      return target;
    }
    try {
      Files.createDirectories(target.getParent());
      Path unpacked = Files.createTempDirectory(target.getParent(), "redis-");
      Path fresh = ExecutableProvider.newJarResourceProvider(unpacked.toFile()).get().toPath();
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.delete(unpacked);
      return target;
    } catch (IOException e) {
      throw new EmbeddedServerException("the Redis binary can't be unpacked to " + target, e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(1000);
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
      socket.getOutputStream().write(PING);
      byte[] answer = socket.getInputStream().readNBytes(PONG.length());
      // While it loads its file it answers -LOADING.
      return PONG.equals(new String(answer, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return false;
    }
  }
}
