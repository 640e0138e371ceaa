package dev.meander.launcher.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the others don't meet: servers that die, folders in use, ports that are taken. */
@Timeout(180)
class EmbeddedServersTest {

  private static final int WATCHDOG_SECONDS = 20;

  @TempDir private Path data = Path.of("");

  @Test
  void aFolderThatTheBrokerCannotNameIsRefusedByItsPath(@TempDir Path folder) {
    ServerSettings settings =
        ServerSettings.standard(RealServers.project(), folder.resolve("d 1"))
            .withEmbedded(EnumSet.of(ServerKind.BROKER));
    EmbeddedServerException refused =
        assertThrows(
            EmbeddedServerException.class,
            () -> EmbeddedServers.start(settings, line -> {}).kill());
    assertTrue(String.valueOf(refused.getMessage()).endsWith("d 1"), refused::toString);
  }

  @Test
  void aKilledParentLeavesNoOrphanAndItsDataOpenOnOtherPorts() throws Exception {
    Process parent = ParentToKill.start(data);
    Map<String, String> before = new HashMap<>();
    List<ProcessHandle> children;
    try {
      children = ParentToKill.children(parent, before);
      execute(before, "CREATE TABLE kept (number int)");
      execute(before, "INSERT INTO kept VALUES (42)");
      var inUse = assertThrows(EmbeddedServerException.class, () -> DataFolder.open(data));
      assertTrue(message(inUse).contains("in use by process " + parent.pid()), message(inUse));
    } finally {
      parent.destroyForcibly().waitFor();
    }
    assertEquals(3, children.size());
    for (ProcessHandle child : children) {
      child.onExit().get(WATCHDOG_SECONDS, TimeUnit.SECONDS);
    }
    try (EmbeddedServers again = start(ServerKind.POSTGRES, ServerKind.REDIS)) {
      assertNotEquals(before, again.configuration());
      assertEquals(42, number(again.configuration()));
      var inUse =
          assertThrows(EmbeddedServerException.class, () -> start(ServerKind.REDIS).close());
      assertTrue(message(inUse).contains(data + " is in use by process "), message(inUse));
    }
  }

  @Test
  void orphansOfAKilledParentAndAKilledWatchdogAreStoppedOnRequest() throws Exception {
    Process parent = ParentToKill.start(data);
    List<ProcessHandle> children;
    try {
      children = ParentToKill.children(parent, new HashMap<>());
      List<ProcessHandle> watchdogs =
          parent.children().filter(child -> !children.contains(child)).toList();
      assertEquals(1, watchdogs.size());
      watchdogs.getFirst().destroyForcibly();
    } finally {
      parent.destroyForcibly().waitFor();
    }
    assertTrue(children.stream().allMatch(ProcessHandle::isAlive));
    EmbeddedServers.stopOrphans(data);
    assertTrue(children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void aFrozenServerIsKilledWithinTheLimit() throws Exception {
    EmbeddedServers servers = start(ServerKind.REDIS);
    ProcessHandle redis = servers.processes().values().iterator().next();
    new ProcessBuilder("kill", "-STOP", Long.toString(redis.pid())).start().waitFor();
    long begun = System.nanoTime();
    servers.close();
    assertFalse(redis.isAlive());
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(taken.compareTo(EmbeddedServers.STOP_LIMIT) <= 0, taken::toString);
  }

  @Test
  void aTakenPortIsNamedAndNothingIsLeftRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      ServerSettings settings =
          settings(ServerKind.REDIS).withPorts(new ServerPorts(0, 0, 0, taken.getLocalPort()));
      var refused =
          assertThrows(
              EmbeddedServerException.class,
              () -> EmbeddedServers.start(settings, _ -> {}).close());
      String expected = "port " + taken.getLocalPort() + ", meant for the embedded redis, is taken";
      assertTrue(message(refused).contains(expected), message(refused));
    }
    assertFalse(Files.exists(data.resolve("servers.pids")));
    DataFolder.open(data).close();
  }

  @Test
  void tooLittleSpaceIsToldAndTheFolderIsFreeAgain() {
    var refused =
        assertThrows(
            EmbeddedServerException.class, () -> DataFolder.open(data, _ -> 300L << 20).close());
    assertTrue(message(refused).contains("only 300 MiB are free"), message(refused));
    assertTrue(message(refused).contains("at least 1024 MiB are needed"), message(refused));
    DataFolder.open(data, _ -> 1L << 30).close();
  }

  @Test
  void aServerThatEndsAtItsStartIsToldWithTheEndOfItsLog() throws IOException {
    Files.writeString(
        Files.createDirectories(data.resolve("redis")).resolve("appendonly.aof"), "no commands\n");
    var crashed =
        assertThrows(EmbeddedServerException.class, () -> start(ServerKind.REDIS).close());
    assertTrue(
        message(crashed).contains("the embedded redis has stopped with exit status 1"),
        message(crashed));
    assertTrue(message(crashed).contains("Bad file format"), message(crashed));
  }

  @Test
  void aServerThatDiesLaterIsTold() throws Exception {
    try (EmbeddedServers servers = start(ServerKind.REDIS)) {
      assertTrue(servers.processes().values().iterator().next().destroyForcibly());
      var died = servers.crashed().get(WATCHDOG_SECONDS, TimeUnit.SECONDS);
      assertTrue(message(died).contains("the embedded redis has stopped unasked"), message(died));
    }
  }

  private ServerSettings settings(ServerKind... kinds) {
    return ServerSettings.standard(RealServers.project(), data)
        .withSizes(ServerSizes.small())
        .withEmbedded(EnumSet.copyOf(Set.of(kinds)));
  }

  private EmbeddedServers start(ServerKind... kinds) {
    return EmbeddedServers.start(settings(kinds), line -> System.out.println("[servers] " + line));
  }

  private static String message(Exception failure) {
    return String.valueOf(failure.getMessage());
  }

  private static void execute(Map<String, String> configuration, String statement)
      throws SQLException {
    try (Connection connection = connect(configuration);
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  private static int number(Map<String, String> configuration) throws SQLException {
    try (Connection connection = connect(configuration);
        Statement one = connection.createStatement();
        ResultSet row = one.executeQuery("SELECT number FROM kept")) {
      assertTrue(row.next());
      return row.getInt(1);
    }
  }

  private static Connection connect(Map<String, String> configuration) throws SQLException {
    return DriverManager.getConnection(
        configuration.get("quarkus.datasource.jdbc.url"),
        configuration.get("quarkus.datasource.username"),
        configuration.get("quarkus.datasource.password"));
  }
}
