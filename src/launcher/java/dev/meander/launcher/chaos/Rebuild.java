package dev.meander.launcher.chaos;

import dev.meander.interest.DayCell;
import dev.meander.launcher.durability.LiveInstance;
import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The read model of an instance, and the same made again: the service, stopped and started over
 * empty tables and an empty cache, finds no stored position and reads the whole log. Used by one
 * thread.
 */
final class Rebuild {

  static final String TENANT = "default";

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final LiveInstance instance;

  Rebuild(LiveInstance instance) {
    this.instance = instance;
  }

  /** Waits until the projection has caught up. */
  Checksums live() throws IOException, InterruptedException, SQLException {
    try (Backlog backlog = Backlog.ofProjection(instance.admin(), TENANT)) {
      backlog.awaitNone(LIMIT);
    }
    return checksums();
  }

  /** Every day of every person, as stored. */
  Map<String, Map<LocalDate, DayCell>> cells() throws SQLException {
    Map<String, Map<LocalDate, DayCell>> cells = new HashMap<>();
    try (ReadModel model = ReadModel.open(instance.servers().configuration())) {
      model.cells(
          TENANT,
          (person, day, body) ->
              cells
                  .computeIfAbsent(person, _ -> new TreeMap<>())
                  .put(day, DayCell.fromBytes(day, body)));
    }
    return cells;
  }

  /**
   * Throws away what the log can make again and lets the service make it. The broker's cursor says
   * nothing of that, being at the end already; so it is waited for what is expected.
   *
   * @return what is there once it is as expected, or when the limit has passed
   */
  Checksums again(Map<String, String> settings, Checksums expected)
      throws IOException, InterruptedException, SQLException {
    instance.stopService();
    try (ReadModel model = ReadModel.open(instance.servers().configuration())) {
      model.clear();
    }
    emptyCache();
    instance.serve(settings);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Checksums seen = checksums();
    while (!seen.equals(expected) && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
      seen = checksums();
    }
    return seen;
  }

  private Checksums checksums() throws SQLException {
    try (ReadModel model = ReadModel.open(instance.servers().configuration())) {
      return model.checksums(ReadModel.Scope.of(TENANT));
    }
  }

  private void emptyCache() throws IOException {
    URI redis =
        URI.create(instance.servers().configuration().getOrDefault("quarkus.redis.hosts", ""));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.getPort())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      if (!"+OK\r\n".equals(new String(answer, StandardCharsets.US_ASCII))) {
        throw new IOException("Redis does not empty itself");
      }
    }
  }
}
