package dev.meander.serving;

import dev.meander.platform.redis.RedisLanes;
import dev.meander.platform.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redis channels on one connection, however many are followed. Subscriptions come back with the
 * connection. State is confined to one event loop.
 */
@Singleton
final class RedisChannels implements RedisLink.Owner {

  private final ContextInternal loop;
  private final RedisLink link;
  private final Map<String, Set<Runnable>> listeners = new HashMap<>();
  private @Nullable RedisConnection connection;
  private boolean opened;

  RedisChannels(Vertx vertx, RedisLanes lanes) {
    this.loop = ((VertxInternal) vertx).createEventLoopContext();
    this.link = new RedisLink(vertx, loop, lanes::client, lanes.config(), this);
  }

  /**
   * An item when the channel is joined, again whenever the connection came back, and for each
   * message. Items that nobody takes are dropped for the newest.
   */
  Multi<String> follow(String channel) {
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Runnable listener = () -> emitter.emit(channel);
              emitter.onTermination(() -> loop.runOnContext(ignored -> leave(channel, listener)));
              loop.runOnContext(ignored -> join(channel, listener));
            },
            BackPressureStrategy.LATEST);
  }

  private void join(String channel, Runnable listener) {
    Set<Runnable> present = listeners.computeIfAbsent(channel, ignored -> new LinkedHashSet<>());
    present.add(listener);
    if (!opened) {
      opened = true;
      link.open();
    } else if (present.size() == 1) {
      tell(Command.SUBSCRIBE, channel);
    } else {
      listener.run();
    }
  }

  private void leave(String channel, Runnable listener) {
    Set<Runnable> present = listeners.get(channel);
    if (present != null && present.remove(listener) && present.isEmpty()) {
      listeners.remove(channel);
      tell(Command.UNSUBSCRIBE, channel);
    }
  }

  private void tell(Command command, String channel) {
    RedisConnection open = connection;
    if (open != null) {
      open.send(Request.cmd(command).arg(channel)).onFailure(link::reset);
    }
  }

  @Override
  public void up(RedisConnection opening) {
    connection = opening;
    opening.handler(this::received);
    listeners.keySet().forEach(channel -> tell(Command.SUBSCRIBE, channel));
  }

  @Override
  public void down(Throwable cause) {
    connection = null;
  }

  /** Confirmations of a subscription count as a message: something may have happened before. */
  private void received(Response message) {
    if (message.size() < 3 || message.get(0).toString().equals("unsubscribe")) {
      return;
    }
    Set<Runnable> present = listeners.get(message.get(1).toString());
    if (present != null) {
      present.forEach(Runnable::run);
    }
  }

  @PreDestroy
  void close() {
    loop.runOnContext(ignored -> link.close());
  }
}
