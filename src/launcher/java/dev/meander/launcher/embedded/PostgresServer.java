package dev.meander.launcher.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL run as our own child rather than through the library's launcher, which switches
 * durability off and ties the data to one run. Reached over 127.0.0.1 only, with a password made at
 * the first start and kept beside the data.
 */
record PostgresServer(ChildProcess process, Map<String, String> configuration)
    implements EmbeddedServer {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  static PostgresServer start(StartContext context) {
    int port = context.ports().postgres();
    ServerPorts.requireFree(ServerKind.POSTGRES, port);
    PostgresData data = new PostgresData(context.folder().of("postgres"));
    Path home = PostgresBinaries.unpacked(context.settings().project());
    data.prepare(home);
    ChildProcess process =
        context.launch(
            ServerKind.POSTGRES, "postgres", command(context, home, data), StopSignal.INT);
    PostgresProbe probe = new PostgresProbe(port, data.password());
    context.awaitReady(process, LIMIT, probe::answers);
    probe.requireDurable();
    probe.createDatabase();
    return new PostgresServer(process, configuration(port, data.password()));
  }

  private static Map<String, String> configuration(int port, String password) {
    String address = "postgresql://127.0.0.1:%d/%s".formatted(port, PostgresProbe.DATABASE);
    return Map.of(
        "quarkus.datasource.username",
        PostgresProbe.USER,
        "quarkus.datasource.password",
        password,
        "quarkus.datasource.reactive.url",
        address,
        "quarkus.datasource.jdbc.url",
        "jdbc:" + address);
  }

  private static List<String> command(StartContext context, Path home, PostgresData data) {
    List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
    command.add(home.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.folder().toString()));
    Stream.of(
            "listen_addresses=127.0.0.1",
            "port=" + context.ports().postgres(),
            // No socket file: it would be one more thing that two instances share.
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=" + context.settings().sizes().postgresBuffers() + "MB",
            "max_connections=100",
            "max_wal_size=1GB",
            "logging_collector=off",
            "log_destination=stderr")
        .forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }
}
