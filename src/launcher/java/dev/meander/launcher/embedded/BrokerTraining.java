package dev.meander.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;

/**
 * Makes the broker's AOT cache, in the background and at the lowest priority: a second broker on a
 * throw-away folder, stopped as soon as it has taken a message, since a JVM writes its cache when
 * it ends. The real broker can't be the one that is recorded: writing takes longer than a stop may.
 */
final class BrokerTraining implements AutoCloseable {

  /** The client tells its whole configuration to the terminal otherwise. Held, or forgotten. */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  /** How long breaking it off may take. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(1);

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration WRITE_LIMIT = Duration.ofMinutes(5);

  private final ServerSettings settings;
  private final Watchdog watchdog;
  private final Consumer<String> progress;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("broker-aot").unstarted(this::run);

  BrokerTraining(ServerSettings settings, Watchdog watchdog, Consumer<String> progress) {
    this.settings = settings;
    this.watchdog = watchdog;
    this.progress = progress;
  }

  /** Begins, unless there is a cache already; returns at once. */
  void begin() {
    if (begun.compareAndSet(false, true)) {
      thread.start();
    }
  }

  /** Breaks it off where it is not done; the next one begins anew. */
  @Override
  public void close() {
    if (begun.getAndSet(true)) {
      thread.interrupt();
      try {
        thread.join(STOP_LIMIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    Path folder =
        settings.project().resolve("target/broker/training-" + ProcessHandle.current().pid());
    try {
      String classpath = BrokerClasspath.resolved(settings.project(), progress);
      BrokerCache cache = BrokerCache.of(settings.project(), classpath);
      if (cache.exists()) {
        return;
      }
      Folders.delete(folder);
      Files.createDirectories(folder);
      Path made = folder.resolve("broker.aot");
      ServerPorts ports = ServerPorts.free().chosen();
      BrokerCommand command = new BrokerCommand(folder, ports, settings.sizes(), classpath);
      command.prepare();
      train(command, made);
      cache.adopt(made);
      progress.accept("the broker starts faster from now on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      progress.accept(
          "no AOT cache of the broker could be made, starts stay slow: " + e.getMessage());
    } finally {
      clean(folder);
    }
  }

  private void train(BrokerCommand command, Path made) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    Executables.find("nice").ifPresent(nice -> line.addAll(List.of(nice.toString(), "-n", "19")));
    line.addAll(command.line(BrokerCache.trainingFlags(made)));
    Path log = command.folder().resolve("training.log");
    ChildProcess broker =
        ChildProcess.start(ServerKind.BROKER, line, command.folder(), log, StopSignal.KILL);
    watchdog.add(broker.signal(), broker.pid());
    try {
      Instant begin = Instant.now();
      while (!PulsarBroker.answers(command.ports().brokerHttp())) {
        broker.requireAlive();
        if (Duration.between(begin, Instant.now()).compareTo(START_LIMIT) > 0) {
          throw broker.failure("is not ready after " + START_LIMIT.toSeconds() + " s");
        }
        Thread.sleep(200);
      }
      exercise("pulsar://127.0.0.1:" + command.ports().broker());
      broker.requestStop(StopSignal.TERM);
      if (broker.awaitStop(Instant.now().plus(WRITE_LIMIT)) || !Files.isRegularFile(made)) {
        throw broker.failure("has written no cache");
      }
    } finally {
      broker.kill();
      watchdog.remove(broker.signal(), broker.pid());
    }
  }

  /** What every start needs next: a topic that takes a message and hands it out. */
  private static void exercise(String url) throws PulsarClientException {
    PULSAR.setLevel(Level.SEVERE);
    String topic = "persistent://public/default/training";
    try (PulsarClient client = PulsarClient.builder().serviceUrl(url).build();
        Producer<byte[]> producer = client.newProducer(Schema.BYTES).topic(topic).create()) {
      producer.newMessage().key("person").value(new byte[100]).send();
      try (Reader<byte[]> reader =
          client.newReader(Schema.BYTES).topic(topic).startMessageId(MessageId.earliest).create()) {
        while (reader.hasMessageAvailable()) {
          var _ = reader.readNext();
        }
      }
    } catch (PulsarClientException e) {
      throw e;
    } catch (IOException e) {
      throw new PulsarClientException(e);
    }
  }

  private void clean(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      progress.accept("the folder " + folder + " can't be deleted: " + e.getMessage());
    }
  }
}
