package dev.meander.launcher.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The embedded servers of one data folder, running. Whoever starts them closes them; should this
 * process die first, its watchdog stops them within 10 s. Thread-safe.
 */
public final class EmbeddedServers implements AutoCloseable {

  /** Within this {@link #close} is done, the servers having ended in order or been killed. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(9);

  private static final Duration IN_ORDER = STOP_LIMIT.minus(BrokerTraining.STOP_LIMIT);

  private final StartContext context;
  private final Map<ServerKind, EmbeddedServer> servers = new ConcurrentHashMap<>();
  private final CompletableFuture<EmbeddedServerException> crashed = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final BrokerTraining training;

  private EmbeddedServers(StartContext context, List<EmbeddedServer> servers) {
    this.context = context;
    servers.forEach(server -> this.servers.put(server.process().kind(), server));
    this.training = new BrokerTraining(context.settings(), context.watchdog(), context.progress());
    context.children().forEach(this::watch);
  }

  /**
   * BookKeeper makes a URI of the folder's plain path, and a space is none of a URI's characters.
   */
  private static void refuseWhatTheBrokerCannotName(ServerSettings settings) {
    String path = settings.data().toAbsolutePath().toString();
    if (settings.embedded().contains(ServerKind.BROKER) && path.indexOf(' ') >= 0) {
      throw new EmbeddedServerException(
          "the embedded broker takes no data folder with a space in its path: " + path);
    }
  }

  /**
   * Starts what the settings name, all at the same time, and returns when every one answers.
   *
   * @param progress takes one line per step, from several threads, never two at a time
   * @throws EmbeddedServerException when the folder is in use, a port is taken, the disk is nearly
   *     full or a server doesn't come up; nothing is left running then
   */
  public static EmbeddedServers start(ServerSettings settings, Consumer<String> progress) {
    refuseWhatTheBrokerCannotName(settings);
    DataFolder folder = DataFolder.open(settings.data());
    StartContext context = null;
    try {
      ServerSettings chosen = settings.withPorts(settings.ports().chosen());
      context = new StartContext(chosen, folder, Watchdog.start(), oneAtATime(progress));
      return new EmbeddedServers(context, ServerStarts.all(context));
    } catch (RuntimeException e) {
      if (context != null) {
        stop(context, StopSignal.TERM, IN_ORDER);
      } else {
        folder.close();
      }
      throw e;
    }
  }

  private static Consumer<String> oneAtATime(Consumer<String> progress) {
    Object gate = new Object();
    return line -> {
      synchronized (gate) {
        progress.accept(line);
      }
    };
  }

  /** The service's settings that lead to the embedded servers; nothing about outside ones. */
  public Map<String, String> configuration() {
    Map<String, String> all = new TreeMap<>();
    servers.values().forEach(server -> all.putAll(server.configuration()));
    return all;
  }

  /** Where they listen; those of servers that are not embedded mean nothing. */
  public ServerPorts ports() {
    return context.ports();
  }

  /** The process of each embedded server. */
  public Map<ServerKind, ProcessHandle> processes() {
    Map<ServerKind, ProcessHandle> all = new EnumMap<>(ServerKind.class);
    servers.forEach((kind, server) -> all.put(kind, server.process().handle()));
    return all;
  }

  /** How many of the broker's journals this start had to cut because of an earlier SIGKILL. */
  public int repairedJournals() {
    return servers.values().stream()
        .mapToInt(server -> server instanceof PulsarBroker broker ? broker.repairedJournals() : 0)
        .sum();
  }

  /**
   * Makes, in the background and once per machine, what lets the broker start in half the time.
   * Costs a minute of idle time and 400 MB of memory meanwhile; {@link #close} breaks it off.
   */
  public void speedUpNextStart() {
    if (context.settings().embedded().contains(ServerKind.BROKER)) {
      training.begin();
    }
  }

  /**
   * Stops what outlived an earlier process on the folder and its watchdog, so that the folder may
   * be deleted; the start does it by itself.
   *
   * @throws EmbeddedServerException when another instance holds the folder
   */
  public static void stopOrphans(Path data) {
    DataFolder.open(data.toAbsolutePath().normalize(), _ -> Long.MAX_VALUE).close();
  }

  /**
   * Has a process that uses the servers share their fate: should this process die first, the
   * watchdog stops it too, and failing that the next start on the folder does. Forgotten when it
   * ends.
   */
  public void lookAfter(ProcessHandle user) {
    context.watchdog().add(StopSignal.TERM, user.pid());
    context.folder().children().remember(user);
    CompletableFuture<Void> _ =
        user.onExit().thenAccept(ended -> context.watchdog().remove(StopSignal.TERM, ended.pid()));
  }

  /** Completes, with the end of its log, when a server stops that nobody asked to. */
  public CompletableFuture<EmbeddedServerException> crashed() {
    return crashed.copy();
  }

  /** Stops every server in order, within {@link #STOP_LIMIT}; an acknowledged write is kept. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      training.close();
      stop(context, StopSignal.TERM, IN_ORDER);
    }
  }

  /** Kills every server at once: for data that is thrown away, and for proofs of durability. */
  public void kill() {
    if (closed.compareAndSet(false, true)) {
      training.close();
      stop(context, StopSignal.KILL, IN_ORDER);
    }
  }

  /** Kills one server with all its processes, as the end of a container would, and waits. */
  public void kill(ServerKind kind) {
    process(kind).kill();
  }

  /** Stops one server in order and waits; kills it where it takes longer than a stop may. */
  public void stop(ServerKind kind) throws InterruptedException {
    ChildProcess process = process(kind);
    process.requestStop(process.signal());
    if (process.awaitStop(Instant.now().plus(IN_ORDER))) {
      context.progress().accept(kind.title() + " did not stop in time and was killed");
    }
  }

  /**
   * Starts a server again that was killed or stopped, at the same address and on the same data.
   *
   * @throws EmbeddedServerException when it doesn't come up
   */
  public void startAgain(ServerKind kind) {
    context.children().remove(process(kind));
    EmbeddedServer server = ServerStarts.one(kind, context);
    servers.put(kind, server);
    watch(server.process());
  }

  private ChildProcess process(ServerKind kind) {
    EmbeddedServer server = servers.get(kind);
    if (server == null) {
      throw new IllegalArgumentException(kind.title() + " is not embedded");
    }
    return server.process();
  }

  private void watch(ChildProcess child) {
    CompletableFuture<Void> watched =
        child
            .onExit()
            .thenAccept(
                ended -> {
                  context.watchdog().remove(ended.signal(), ended.pid());
                  if (!ended.stopping()) {
                    crashed.complete(ended.failure("has stopped unasked"));
                  }
                });
    watched.exceptionally(
        failure -> {
          crashed.completeExceptionally(failure);
          return null;
        });
  }

  private static void stop(StartContext context, StopSignal most, Duration limit) {
    Instant deadline = Instant.now().plus(limit);
    List<ChildProcess> children = context.children();
    children.forEach(child -> child.requestStop(most == StopSignal.KILL ? most : child.signal()));
    try {
      for (ChildProcess child : children) {
        if (child.awaitStop(deadline)) {
          context.progress().accept(child.kind().title() + " did not stop in time and was killed");
        }
      }
      children.forEach(child -> context.watchdog().remove(child.signal(), child.pid()));
      context.folder().children().forget();
    } catch (InterruptedException e) {
      // The watchdog, whose pipe closes below, goes on where we are interrupted.
      Thread.currentThread().interrupt();
    } finally {
      context.watchdog().close();
      context.folder().close();
    }
  }
}
