package dev.meander.serving;

import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** A real Redis that a test may stop, freeze and start again, on a port of its own. */
final class OwnRedis {

  private final Path folder;
  private final Path binary;
  private final int port;
  private Process process;

  private OwnRedis(Path folder, Path binary, int port) throws IOException {
    this.folder = folder;
    this.binary = binary;
    this.port = port;
    this.process = launch();
  }

  static OwnRedis start() throws IOException {
    Path target = Path.of(System.getProperty("meander.basedir", ""), "target").toAbsolutePath();
    Path folder = Files.createTempDirectory(Files.createDirectories(target), "own-redis-");
    Path binary = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
    return new OwnRedis(folder, binary, freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  RedisOptions options() {
    return new RedisOptions().setConnectionString("redis://127.0.0.1:" + port);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  void startAgain() throws IOException {
    process = launch();
  }

  /** SIGSTOP: connections stay open and are taken, nothing is answered. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private Process launch() throws IOException {
    Process started =
        new ProcessBuilder(
                binary.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--save",
                "")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!answers()) {
      if (System.nanoTime() > deadline || !started.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("redis.log")));
      }
      Thread.onSpinWait();
    }
    return started;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills it and deletes what it left. */
  void delete() throws IOException, InterruptedException {
    kill();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
