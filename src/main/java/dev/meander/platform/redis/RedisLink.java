package dev.meander.platform.redis;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis that comes back: lost, refused or given up, it is opened again after a
 * pause that doubles. Opening includes a greeting and its reply, so that a server that accepts but
 * does not answer never counts as up. Everything runs on one event loop, the owner's calls too.
 */
public final class RedisLink {

  /** Told of the connection's fate on the event loop. */
  public interface Owner {
    void up(RedisConnection connection);

    /** Called for every failed attempt as well. */
    void down(Throwable cause);
  }

  private static final Logger LOG = Logger.getLogger(RedisLink.class);

  private final Vertx vertx;
  private final Context loop;
  private final Supplier<Redis> clients;
  private final RedisConfig config;
  private final Owner owner;

  private @Nullable Redis client;

  /** Tells this attempt's callbacks from those of an attempt given up. */
  private int attempt;

  private long pauseMillis;
  private boolean up;
  private boolean closed;

  public RedisLink(
      Vertx vertx, Context loop, Supplier<Redis> clients, RedisConfig config, Owner owner) {
    this.vertx = vertx;
    this.loop = loop;
    this.clients = clients;
    this.config = config;
    this.owner = owner;
    this.pauseMillis = config.reconnectMin().toMillis();
  }

  /** Opens the connection. */
  public void open() {
    if (closed) {
      return;
    }
    Redis opening = clients.get();
    client = opening;
    int mine = ++attempt;
    Duration patience = config.timeout().multipliedBy(2);
    long timer =
        vertx.setTimer(
            patience.toMillis(),
            ignored -> {
              if (attempt == mine && client != null && !up) {
                reset(new IllegalStateException("no connection within " + patience));
              }
            });
    opening
        .connect()
        .onComplete(
            connected ->
                loop.runOnContext(
                    ignored -> {
                      vertx.cancelTimer(timer);
                      if (attempt != mine || client == null) {
                        opening.close();
                      } else if (connected.failed()) {
                        reset(connected.cause());
                      } else {
                        opened(connected.result());
                      }
                    }));
  }

  private void opened(RedisConnection connection) {
    int mine = attempt;
    up = true;
    pauseMillis = config.reconnectMin().toMillis();
    connection.exceptionHandler(cause -> lost(mine, cause));
    connection.endHandler(
        ignored -> lost(mine, new IllegalStateException("Redis closed the connection")));
    LOG.debug("Connected to Redis");
    owner.up(connection);
  }

  private void lost(int which, Throwable cause) {
    if (attempt == which) {
      reset(cause);
    }
  }

  /** Gives the connection up and opens another after a pause. */
  public void reset(Throwable cause) {
    Redis given = client;
    if (given == null) {
      return;
    }
    client = null;
    if (up && !closed) {
      LOG.warnf("Lost Redis, connecting again: %s", cause.getMessage());
    }
    up = false;
    given.close();
    owner.down(cause);
    if (!closed) {
      vertx.setTimer(pauseMillis, ignored -> open());
      pauseMillis = Math.min(2 * pauseMillis, config.reconnectMax().toMillis());
    }
  }

  /** Closes for good. */
  public void close() {
    closed = true;
    reset(new IllegalStateException("closing"));
  }
}
