package dev.meander.launcher.durability;

import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.readmodel.Backlog;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.launcher.replay.FileSource;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.replay.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Replays one file three times, each time into an empty log and an empty read model: undisturbed;
 * with the service killed in the middle; with the replay itself killed in the middle, and the
 * service too. All three have to end with the same counts and the same read model.
 */
public final class KillReplay implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration CATCH_UP = Duration.ofMinutes(5);
  private static final int BATCH = 500;

  private final Path file;
  private final ReplayFormat format;
  private final Path data;
  private final Consumer<String> progress;
  private final LiveInstance instance;

  /**
   * How one of the three ended.
   *
   * @param kills of the service and of the replay together
   */
  public record Run(String name, int kills, Totals totals, Checksums checksums) {

    /** Whether nobody could tell it from the other by what is left. */
    public boolean equalTo(Run other) {
      return totals.equals(other.totals) && checksums.equals(other.checksums);
    }

    @Override
    public String toString() {
      return "%-20s kills=%d %s checksum=%s".formatted(name, kills, totals, checksums.total());
    }
  }

  private KillReplay(
      Path file, ReplayFormat format, Path data, Consumer<String> progress, LiveInstance instance) {
    this.file = file;
    this.format = format;
    this.data = data;
    this.progress = progress;
    this.instance = instance;
  }

  /** Starts servers of its own on the settings' folder, which should be a fresh one. */
  public static KillReplay start(
      ServerSettings settings, Path file, ReplayFormat format, Consumer<String> progress)
      throws IOException {
    LiveInstance instance = LiveInstance.start(settings, progress);
    return new KillReplay(file, format, settings.data(), progress, instance);
  }

  /** The run that the others are compared with. */
  public Run undisturbed() throws IOException, InterruptedException, SQLException {
    instance.serve(tenant("undisturbed"));
    return end("undisturbed", 0, replay("undisturbed", new Milestones(progress)));
  }

  /** The replay waits each time until the service is back, and goes on. */
  public Run killingTheService(int kills, long seed)
      throws IOException, InterruptedException, SQLException {
    String tenant = "service-killed";
    instance.serve(tenant(tenant));
    var milestones = new Milestones(progress);
    var moments = new Moments(kills, seed);
    Thread killer =
        Thread.ofVirtual()
            .start(
                () ->
                    moments.forEach(
                        milestones,
                        () -> {
                          instance.killService();
                          progress.accept("killed the service; starting it again");
                          instance.serve(tenant(tenant));
                        }));
    Totals totals = replay(tenant, milestones);
    milestones.finish();
    killer.join();
    return end(tenant, moments.reached(), totals);
  }

  /** The replay is a process of its own, killed together with the service and started again. */
  public Run killingTheReplay(int kills, long seed)
      throws IOException, InterruptedException, SQLException {
    String tenant = "replay-killed";
    instance.serve(tenant(tenant));
    var moments = new SplittableRandom(seed);
    var tool = new ReplayTool(file, format, instance.url(), data.resolve(tenant));
    for (int kill = 1; kill <= kills; kill++) {
      tool.startAndKillAt((kill - 0.5) / kills, moments.nextInt(200));
      instance.killService();
      progress.accept(
          "killed the replay after record %,d, and the service".formatted(tool.records()));
      instance.serve(tenant(tenant));
    }
    return end(tenant, 2 * kills, tool.finish());
  }

  private Totals replay(String tenant, Milestones milestones)
      throws IOException, InterruptedException {
    var target = new Replay.Target(instance.url(), BATCH, 0, PATIENCE);
    try (var position = PositionFile.open(data.resolve(tenant), "position");
        var source = FileSource.open(file, format)) {
      return new Replay(target, milestones).run(source, file.toString(), position);
    }
  }

  private Run end(String name, int kills, Totals totals)
      throws IOException, InterruptedException, SQLException {
    try (var backlog = Backlog.ofProjection(instance.admin(), name);
        var model = ReadModel.open(instance.servers().configuration())) {
      backlog.awaitNone(CATCH_UP);
      var run = new Run(name, kills, totals, model.checksums(ReadModel.Scope.of(name)));
      progress.accept(run.toString());
      return run;
    }
  }

  /** A tenant of its own has a log, tables and cache keys of its own. */
  private static Map<String, String> tenant(String name) {
    return Map.of("meander.tenant", name);
  }

  @Override
  public void close() {
    instance.close();
  }
}
