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
 * empty tables and an empty cache, reads the whole log by a subscription of its own. Used by one
 * thread.
 */
final class Rebuild {

  static final String TENANT = "default";

  private static final String SUBSCRIPTION = "clean-rebuild";
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

  /** Throws away what the log can make again, lets the service make it, and sums it up. */
  Checksums again(Map<String, String> settings)
      throws IOException, InterruptedException, SQLException {
    instance.stopService();
    try (ReadModel model = ReadModel.open(instance.servers().configuration())) {
      model.clear();
    }
    emptyCache();
    Map<String, String> rebuilding = new HashMap<>(settings);
    rebuilding.put("mp.messaging.incoming.behavior-events.subscriptionName", SUBSCRIPTION);
    instance.serve(rebuilding);
    String topic = "meander/" + TENANT + "/behavior-events";
    try (Backlog backlog = new Backlog(instance.admin(), topic, SUBSCRIPTION)) {
      backlog.awaitNone(LIMIT);
    }
    return checksums();
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
