package dev.meander.platform.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Redis: one lane for reads on each event loop that reads, opened at its first
 * read, so that a read never leaves its event loop; one lane for everything else, so that a large
 * write doesn't stand in front of reads.
 *
 * <p>A client of its own per connection, configured like the default {@code quarkus.redis} client:
 * the managed client would put every connection on one event loop.
 */
@Singleton
public final class RedisLanes {

  /** Keeps what the default client is configured with: hosts, credentials, TLS. */
  @Singleton
  static final class Options implements RedisOptionsCustomizer {

    private volatile @Nullable RedisOptions options;

    @Override
    public void customize(String clientName, RedisOptions configured) {
      if (clientName.equals(VertxRedisClientFactory.DEFAULT_CLIENT)) {
        options = new RedisOptions(configured);
      }
    }

    /**
     * @param client a lazily made bean, which is only configured when it is touched
     */
    RedisOptions afterMaking(Redis client) {
      String touched = client.toString();
      RedisOptions configured = options;
      if (configured == null) {
        throw new IllegalStateException("the Redis client has not been configured: " + touched);
      }
      return configured;
    }
  }

  private final VertxInternal vertx;
  private final RedisOptions options;
  private final RedisConfig config;
  private final RedisLane common;
  private final Map<Thread, RedisLane> readers = new ConcurrentHashMap<>();

  /**
   * @param configured makes sure that the default client has been configured before its options are
   *     asked for
   */
  @Inject
  RedisLanes(Vertx vertx, Redis configured, Options options, RedisConfig config) {
    this(vertx, options.afterMaking(configured), config);
  }

  public RedisLanes(Vertx vertx, RedisOptions options, RedisConfig config) {
    this.vertx = (VertxInternal) vertx;
    this.config = config;
    this.options = new RedisOptions(options).setMaxWaitingHandlers(config.maxWaiting() + 16);
    this.common =
        RedisLane.open(this.vertx, this.vertx.createEventLoopContext(), this::client, config);
  }

  /** The lane for reads of the calling thread; where that is no event loop, the common one. */
  public RedisLane forReads() {
    RedisLane mine = readers.get(Thread.currentThread());
    return mine != null ? mine : openHere();
  }

  private RedisLane openHere() {
    ContextInternal here = ContextInternal.current();
    if (here == null || !here.nettyEventLoop().inEventLoop()) {
      return common;
    }
    // A root context: the current one belongs to a request.
    ContextInternal root =
        vertx.createEventLoopContext(here.nettyEventLoop(), null, here.classLoader());
    return readers.computeIfAbsent(
        Thread.currentThread(), ignored -> RedisLane.open(vertx, root, this::client, config));
  }

  /** The lane for everything but reads. */
  public RedisLane common() {
    return common;
  }

  /** The settings of every connection. */
  public RedisConfig config() {
    return config;
  }

  /** A client with one connection to give, on the current context's event loop. */
  public Redis client() {
    return Redis.createClient(vertx, new RedisOptions(options));
  }

  @PreDestroy
  public void close() {
    common.close();
    readers.values().forEach(RedisLane::close);
  }
}
