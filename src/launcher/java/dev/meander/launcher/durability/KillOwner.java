package dev.meander.launcher.durability;

import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.launcher.replay.FileSource;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.service.MasterKeyFile;
import dev.meander.launcher.service.ServiceSettings;
import dev.meander.launcher.service.ServiceStart;
import dev.meander.platform.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two services share one log under load, one of them in all roles and one that only projects. The
 * latter is paused in the middle of its work, the other takes its partitions over, the paused one
 * wakes up with what it had in hand, and at last it is killed. The read model has to be that of one
 * service which nobody disturbed.
 */
public final class KillOwner implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int BATCH = 50;

  /** Of the load: where the pauses begin, and after the last one that something is left to do. */
  private static final double FIRST_PAUSE = 0.15;

  private static final double PAUSE_EVERY = 0.15;
  private static final int MOST_PAUSES = 4;
  private static final double LAST_PART = 0.8;
  private static final String ALONE = "alone";
  private static final String SHARED = "shared";

  private final ServerSettings settings;
  private final Path file;
  private final Consumer<String> progress;
  private final EmbeddedServers servers;

  private record Strike(int paused, long fenced) {}

  /**
   * How it ended.
   *
   * @param paused how often, 1 to 4
   * @param fenced batches that the paused service had in hand when it woke up and gave up; none
   *     would show nothing
   */
  public record Outcome(
      long events, int paused, long fenced, Checksums undisturbed, Checksums shared) {

    /** Whether nothing is missing, nothing is there twice and everything is in order. */
    public boolean equal() {
      return shared.equals(undisturbed);
    }

    /** Whether it shows what it is to show. */
    public boolean proven() {
      return equal() && fenced > 0;
    }
  }

  private KillOwner(ServerSettings settings, Path file, Consumer<String> progress) {
    this.settings = settings;
    this.file = file;
    this.progress = progress;
    this.servers = EmbeddedServers.start(settings, progress);
  }

  /**
   * Starts servers of its own on the settings' folder, which should be a fresh one.
   *
   * @param file events in the form of {@code POST /v1/events}, one a line
   */
  public static KillOwner start(ServerSettings settings, Path file, Consumer<String> progress) {
    return new KillOwner(settings, file, progress);
  }

  /**
   * @param speed events per second while the owners change
   */
  public Outcome prove(int speed) throws IOException, InterruptedException, SQLException {
    Checksums undisturbed = undisturbed();
    try (Replica other = serve("one", SHARED, "");
        Replica struck = serve("two", SHARED, Role.PROJECT.configName())) {
      awaitOwned("both own a part", () -> struck.owned() > 0 && other.owned() > 0);
      var milestones = new Milestones(progress);
      var failure = new AtomicReference<@Nullable Exception>();
      long[] accepted = new long[1];
      Thread load =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      accepted[0] = replay(other, SHARED, speed, milestones);
                    } catch (IOException | InterruptedException e) {
                      failure.set(e);
                    } finally {
                      milestones.finish();
                    }
                  });
      Strike strike = strike(struck, other, milestones);
      load.join();
      Exception failed = failure.get();
      if (failed != null) {
        throw new IOException("the load failed", failed);
      }
      return new Outcome(
          accepted[0], strike.paused(), strike.fenced(), undisturbed, checksums(SHARED));
    }
  }

  private Checksums undisturbed() throws IOException, InterruptedException, SQLException {
    try (Replica only = serve("one", ALONE, "")) {
      long _ = replay(only, ALONE, 0, new Milestones(progress));
      return checksums(ALONE);
    }
  }

  /**
   * Pauses until a batch is fenced, since nobody can time what a paused process has in hand, and
   * kills.
   *
   * @return how often it was paused, and what was fenced
   */
  private Strike strike(Replica struck, Replica other, Milestones load)
      throws IOException, InterruptedException {
    int paused = 0;
    long fenced = 0;
    while (fenced == 0 && paused < MOST_PAUSES) {
      double begin = FIRST_PAUSE + paused * PAUSE_EVERY;
      boolean _ = load.await(begin);
      pauseAndWake(struck, other, load, begin);
      paused++;
      fenced = struck.fenced();
    }
    boolean _ = load.await(LAST_PART);
    struck.kill();
    progress.accept("killed the same service");
    awaitOwned("the other owns all", () -> other.owned() == EventTopic.PARTITIONS);
    return new Strike(paused, fenced);
  }

  private void pauseAndWake(Replica struck, Replica other, Milestones load, double begin)
      throws IOException, InterruptedException {
    struck.pause();
    progress.accept("paused one of the two");
    // Meanwhile the broker goes on sending it events, which it will have in hand when it wakes up.
    boolean _ = load.await(begin + PAUSE_EVERY / 3);
    // As the broker does by itself once the paused one has missed its keep-alives, after a minute.
    EventTopic.unload(admin(), SHARED);
    awaitOwned("the other owns all", () -> other.owned() == EventTopic.PARTITIONS);
    boolean _ = load.await(begin + PAUSE_EVERY * 2 / 3);
    struck.wake();
    awaitOwned(
        "the one that woke up owns a part again",
        () -> other.owned() < EventTopic.PARTITIONS && struck.owned() > 0);
  }

  private long replay(Replica service, String tenant, int speed, Milestones milestones)
      throws IOException, InterruptedException {
    var target = new Replay.Target(service.url(), BATCH, speed, PATIENCE);
    try (var position = PositionFile.open(settings.data().resolve(tenant), "position");
        var source = FileSource.open(file, ReplayFormat.ndjson)) {
      return new Replay(target, milestones).run(source, file.toString(), position).accepted();
    }
  }

  private URI admin() {
    return URI.create(servers.configuration().getOrDefault("meander.log.admin-url", ""));
  }

  private Checksums checksums(String tenant)
      throws IOException, InterruptedException, SQLException {
    try (var backlog = Backlog.ofProjection(admin(), tenant);
        var model = ReadModel.open(servers.configuration())) {
      backlog.awaitNone(PATIENCE);
      return model.checksums(ReadModel.Scope.of(tenant));
    }
  }

  /**
   * Two services of one tenant share the keys too.
   *
   * @param roles what it does, comma-separated; empty for everything
   */
  private Replica serve(String name, String tenant, String roles)
      throws IOException, InterruptedException {
    Map<String, String> configuration = new TreeMap<>(servers.configuration());
    configuration.put("meander.tenant", tenant);
    if (!roles.isEmpty()) {
      configuration.put("meander.roles", roles);
    }
    Path keys = settings.data().resolve("one");
    Path data = Files.createDirectories(settings.data().resolve(name));
    if (!data.equals(keys)) {
      configuration.put(
          "meander.privacy.master-key-file", MasterKeyFile.of(keys).path().toString());
    }
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var start =
        new ServiceSettings(settings.project().resolve("target"), data, port, configuration);
    var process = new ServiceStart(start, servers::lookAfter, progress).run();
    return new Replica(process, start.url());
  }

  /** Something to wait for. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void awaitOwned(String what, Condition condition)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IOException(
            "within %d s it is not so that %s".formatted(PATIENCE.toSeconds(), what));
      }
      Thread.sleep(POLL);
    }
    progress.accept("%s, after %.1f s".formatted(what, (System.nanoTime() - begun) / 1e9));
  }

  @Override
  public void close() {
    servers.close();
  }
}
