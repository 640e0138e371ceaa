package dev.meander.launcher.doctor;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The instance's Redis: how full it is, and what it had to let go. */
public final class Cache {

  private static final int MIB = 1 << 20;
  private static final long SECONDS = 5;

  private Cache() {}

  /**
   * Looks once.
   *
   * @param address as {@code quarkus.redis.hosts} has it
   */
  public static Finding look(String address) {
    Vertx vertx = Vertx.vertx();
    Redis redis = Redis.createClient(vertx, address);
    try {
      return of(
          redis
              .send(Request.cmd(Command.INFO))
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(SECONDS, TimeUnit.SECONDS)
              .join()
              .toString());
    } catch (CompletionException e) {
      return Finding.bad("redis", address + " does not answer: " + e.getCause());
    } finally {
      redis.close();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** Of what {@code INFO} answers. */
  static Finding of(String info) {
    Map<String, String> facts = new HashMap<>();
    for (String line : info.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    long evicted = number(facts, "evicted_keys");
    String detail =
        "%d of %d MiB"
            .formatted(number(facts, "used_memory") / MIB, number(facts, "maxmemory") / MIB);
    return evicted == 0
        ? Finding.ok("redis", detail)
        : Finding.note(
            "redis",
            detail
                + ", %,d keys evicted: ids of events go first, and an event that is sent again may be"
                    .formatted(evicted)
                + " told 'accepted' (it counts once all the same); then views; give it more memory");
  }

  private static long number(Map<String, String> facts, String name) {
    return Long.parseLong(facts.getOrDefault(name, "0"));
  }
}
