package dev.meander.launcher.durability;

import dev.meander.event.PersonId;
import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.erasure.PersonRequests;
import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.launcher.replay.FileSource;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.replay.ReplayRecord;
import dev.meander.launcher.service.ServiceSettings;
import dev.meander.launcher.service.ServiceStart;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Two services of different tenants live on the same servers at once, with the same people, event
 * ids and events, which is where anything shared by mistake would show: each takes all of it in,
 * both come to equal read models, and somebody who is erased in one shop is untouched in the other.
 */
public final class TwoShops implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BATCH = 50;
  private static final String FIRST = "shop-a";
  private static final String SECOND = "shop-b";

  private final ServerSettings settings;
  private final Path file;
  private final Progress progress;
  private final EmbeddedServers servers;

  /**
   * How it ended.
   *
   * @param accepted by each of the two
   * @param equal whether both read models were equal, and are but for who was erased in one
   * @param apart whether the erased one is gone there and served as before in the other
   */
  public record Outcome(long accepted, boolean equal, boolean apart) {

    @Override
    public String toString() {
      return "shops=2 accepted=%d erased=1 equal=%b apart=%b".formatted(accepted, equal, apart);
    }
  }

  private TwoShops(ServerSettings settings, Path file, Progress progress) {
    this.settings = settings;
    this.file = file;
    this.progress = progress;
    this.servers = EmbeddedServers.start(settings, progress::line);
  }

  /**
   * Starts servers of its own on the settings' folder, which should be a fresh one.
   *
   * @param file events in the form of {@code POST /v1/events}, one a line
   */
  public static TwoShops start(ServerSettings settings, Path file, Progress progress) {
    return new TwoShops(settings, file, progress);
  }

  /**
   * @param speed events per second and shop
   */
  public Outcome prove(int speed) throws IOException, InterruptedException, SQLException {
    try (Replica first = serve(FIRST);
        Replica second = serve(SECOND)) {
      FutureTask<Long> beside = started(() -> replay(second, SECOND, speed));
      long accepted = replay(first, FIRST, speed);
      if (accepted != result(beside)) {
        throw new IOException("the shops took in %d and other events".formatted(accepted));
      }
      progress.line("both shops took in %,d events".formatted(accepted));
      boolean equal = checksums(FIRST, List.of()).equals(checksums(SECOND, List.of()));
      String person = somebody();
      Checksums before = checksums(FIRST, List.of());
      try (var requests = new PersonRequests(second.url(), new PersonId(person), progress)) {
        var _ = requests.erase();
      }
      boolean untouched = before.equals(checksums(FIRST, List.of()));
      boolean others = checksums(FIRST, List.of(person)).equals(checksums(SECOND, List.of(person)));
      return new Outcome(
          accepted,
          equal && others,
          untouched && status(first, person) == 200 && status(second, person) == 404);
    }
  }

  /** Whoever comes first in the file. */
  private String somebody() throws IOException {
    try (FileSource source = FileSource.open(file, ReplayFormat.ndjson)) {
      return source.next().orElseThrow() instanceof ReplayRecord.Event(_, String person, _)
          ? person
          : "nobody";
    }
  }

  private static <T> FutureTask<T> started(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("the second shop's events were not taken in", e);
    }
  }

  private long replay(Replica service, String tenant, int speed)
      throws IOException, InterruptedException {
    var target = new Replay.Target(service.url(), BATCH, speed, PATIENCE);
    try (var position = PositionFile.open(settings.data().resolve(tenant), "position");
        var source = FileSource.open(file, ReplayFormat.ndjson)) {
      return new Replay(target, new Milestones(progress::line))
          .run(source, file.toString(), position)
          .accepted();
    }
  }

  private Checksums checksums(String tenant, List<String> without)
      throws IOException, InterruptedException, SQLException {
    URI admin = URI.create(servers.configuration().getOrDefault("meander.log.admin-url", ""));
    try (var backlog = Backlog.ofProjection(admin, tenant);
        var model = ReadModel.open(servers.configuration())) {
      backlog.awaitNone(PATIENCE);
      return model.checksums(new ReadModel.Scope(1, tenant, without));
    }
  }

  private static int status(Replica service, String person)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI read = service.url().resolve("/v1/people/" + person + "/interests");
      return http.send(
              HttpRequest.newBuilder(read).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** Each has its own folder, hence its own master key. */
  private Replica serve(String tenant) throws IOException, InterruptedException {
    Map<String, String> configuration = new TreeMap<>(servers.configuration());
    configuration.put("meander.tenant", tenant);
    Path data = Files.createDirectories(settings.data().resolve("of-" + tenant));
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var start =
        new ServiceSettings(settings.project().resolve("target"), data, port, configuration);
    return new Replica(
        new ServiceStart(start, servers::lookAfter, progress::line).run(), start.url());
  }

  @Override
  public void close() {
    servers.close();
  }
}
