package dev.meander.launcher.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The starts of the servers of one context. */
final class ServerStarts {

  private ServerStarts() {}

  /**
   * Starts what the settings name, all at the same time, and returns when every one answers.
   *
   * @throws EmbeddedServerException the first failure; what was started is still running then
   */
  static List<EmbeddedServer> all(StartContext context) {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<EmbeddedServer>> starts =
          context.settings().embedded().stream()
              .sorted()
              .map(kind -> threads.submit(() -> one(kind, context)))
              .toList();
      List<EmbeddedServer> started = new ArrayList<>();
      for (Future<EmbeddedServer> start : starts) {
        started.add(start.get());
      }
      return started;
    } catch (ExecutionException e) {
      RuntimeException first = context.failure().get();
      throw first != null ? first : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("interrupted while the servers start", e);
    }
  }

  /** Starts one server and returns when it answers. */
  static EmbeddedServer one(ServerKind kind, StartContext context) {
    Instant begin = Instant.now();
    try {
      EmbeddedServer server =
          switch (kind) {
            case BROKER -> PulsarBroker.start(context);
            case POSTGRES -> PostgresServer.start(context);
            case REDIS -> RedisServer.start(context);
          };
      context
          .progress()
          .accept(
              "%s ready after %d ms (process %d)"
                  .formatted(
                      kind.title(),
                      Duration.between(begin, Instant.now()).toMillis(),
                      server.process().pid()));
      return server;
    } catch (RuntimeException e) {
      context.fail(e);
      throw e;
    }
  }
}
