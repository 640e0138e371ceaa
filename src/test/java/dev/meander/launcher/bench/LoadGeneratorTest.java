package dev.meander.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerKind;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.embedded.ServerSizes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorTest {

  @Test
  void every_request_is_sent_once_and_its_answer_is_judged() throws Exception {
    var asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/events",
        exchange -> {
          var _ = exchange.getRequestBody().readAllBytes();
          // Every fourth answer is a 202 that took nothing: a success to a careless client.
          int accepted = asked.incrementAndGet() % 4 == 0 ? 0 : 1;
          byte[] body =
              ("{\"accepted\":" + accepted + ",\"x\":1}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(202, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var load =
            new HttpLoad(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 1)) {
      server.setExecutor(threads);
      server.start();
      HttpLoad.Result result = load.run(3, times(200));
      assertEquals(200, asked.get());
      assertEquals(150, result.answered());
      assertEquals(50, result.failed());
      assertEquals(150, result.latencies().count());
      assertThrows(BenchException.class, () -> result.requireClean("posts"));
      server.stop(0);
      assertThrows(BenchException.class, () -> load.run(1, times(1)));
    }
  }

  @Test
  void a_real_cache_answers_single_and_piped_commands(@TempDir Path data) throws Exception {
    Path project = Path.of(System.getProperty("meander.basedir", "."));
    ServerSettings settings =
        ServerSettings.standard(project, data)
            .withEmbedded(Set.of(ServerKind.REDIS))
            .withSizes(ServerSizes.small());
    try (var servers = EmbeddedServers.start(settings, line -> {});
        var load = RedisLoad.of(servers.ports().redis(), 1500, 1)) {
      assertTrue(load.run(4, 1, Duration.ofMillis(200)) > 0);
      assertTrue(load.run(4, 16, Duration.ofMillis(200)) > 0);
    }
  }

  @Test
  void nobody_listening_is_an_error_and_no_rate() throws IOException {
    int port;
    try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (var load = new HttpLoad(URI.create("http://127.0.0.1:" + port), 1)) {
      assertThrows(BenchException.class, () -> load.run(1, times(1)));
    }
  }

  private static Supplier<Optional<HttpExchange>> times(int count) {
    var left = new AtomicInteger(count);
    HttpExchange post = HttpExchange.post("{}".getBytes(StandardCharsets.UTF_8), 1);
    return () -> left.getAndDecrement() > 0 ? Optional.of(post) : Optional.empty();
  }
}
