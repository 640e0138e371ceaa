package dev.meander.launcher.durability;

import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerKind;
import dev.meander.launcher.embedded.ServerSettings;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.pulsar.client.api.PulsarClientException;

/**
 * Kills the embedded broker with SIGKILL while it writes, again and again on the same data, and
 * reads back after each restart every event that it ever acknowledged.
 */
public final class BrokerKillLoop {

  private static final String TOPIC = "persistent://public/default/kill-loop";

  /** The kill comes between these, milliseconds of load after the broker's start. */
  private static final int EARLIEST = 400;

  private static final int LATEST = 1600;

  /** Below this the load has hardly begun, and a kill would prove little. */
  private static final int WARM = 1000;

  private static final long WARM_LIMIT_MILLIS = 60_000;

  private final ServerSettings settings;
  private final Consumer<String> progress;
  private final NumberedEvents events = new NumberedEvents();
  private int repaired;
  private long missing;

  private BrokerKillLoop(ServerSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs the loop.
   *
   * @param settings where; only the broker is started. The folder should be a fresh one
   * @param kills how often
   * @param seed of the moments at which it is killed
   * @param progress takes a line per step
   * @throws PulsarClientException when a partition doesn't open after a restart
   */
  public static KillCounts run(
      ServerSettings settings, int kills, long seed, Consumer<String> progress)
      throws PulsarClientException, InterruptedException {
    BrokerKillLoop loop =
        new BrokerKillLoop(settings.withEmbedded(Set.of(ServerKind.BROKER)), progress);
    SplittableRandom moments = new SplittableRandom(seed);
    for (int kill = 1; kill <= kills; kill++) {
      loop.kill(moments.nextInt(EARLIEST, LATEST));
      progress.accept("killed %d of %d: %s".formatted(kill, kills, loop.counts(kill)));
    }
    try (EmbeddedServers servers = loop.start()) {
      loop.check(servers);
    }
    return loop.counts(kills);
  }

  private KillCounts counts(int kills) {
    return new KillCounts(kills, events.acknowledged(), missing, repaired);
  }

  private EmbeddedServers start() {
    EmbeddedServers servers = EmbeddedServers.start(settings, progress);
    repaired += servers.repairedJournals();
    return servers;
  }

  private void kill(int afterMillis) throws PulsarClientException, InterruptedException {
    try (EmbeddedServers servers = start()) {
      check(servers);
      try (WriteLoad _ = WriteLoad.start(url(servers), TOPIC, events)) {
        awaitLoad();
        Thread.sleep(afterMillis);
        servers.kill();
      }
    }
  }

  private void awaitLoad() throws InterruptedException {
    int before = events.acknowledged();
    long deadline = System.nanoTime() + WARM_LIMIT_MILLIS * 1_000_000;
    while (events.acknowledged() - before < WARM) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the broker acknowledged fewer than %d events in %d ms"
                .formatted(WARM, WARM_LIMIT_MILLIS));
      }
      Thread.sleep(10);
    }
  }

  private void check(EmbeddedServers servers) throws PulsarClientException, InterruptedException {
    if (events.acknowledged() > 0) {
      missing = Math.max(missing, events.missing(ReadBack.numbers(url(servers), TOPIC)));
    }
  }

  private static String url(EmbeddedServers servers) {
    Map<String, String> configuration = servers.configuration();
    return configuration.getOrDefault("pulsar.client.serviceUrl", "");
  }
}
