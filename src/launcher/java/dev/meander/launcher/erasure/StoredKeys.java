package dev.meander.launcher.erasure;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The instance's Redis over a client of its own. Used by one thread, which waits. */
final class StoredKeys implements AutoCloseable {

  private static final int PAGE = 1_000;
  private static final long SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Redis redis;

  StoredKeys(Map<String, String> configuration) {
    redis = Redis.createClient(vertx, configuration.get("quarkus.redis.hosts"));
  }

  /** The keys that hold the bytes, in name or value. */
  List<String> naming(Needle needle) {
    List<String> naming = new ArrayList<>();
    String cursor = "0";
    do {
      Response page = send(Request.cmd(Command.SCAN).arg(cursor).arg("COUNT").arg(PAGE));
      cursor = page.get(0).toString();
      for (Response key : page.get(1)) {
        if (needle.isIn(key.toBytes()) || isInValue(needle, key.toBytes())) {
          naming.add(key.toString());
        }
      }
    } while (!cursor.equals("0"));
    return naming;
  }

  private boolean isInValue(Needle needle, byte[] key) {
    String type = send(Request.cmd(Command.TYPE).arg(key)).toString();
    return switch (type) {
      case "string" ->
          needle.isIn(send(Request.cmd(Command.GETRANGE).arg(key).arg(0).arg(-1)).toBytes());
      case "hash" ->
          anyHolds(needle, send(Request.cmd(Command.HKEYS).arg(key)))
              || anyHolds(needle, send(Request.cmd(Command.HVALS).arg(key)));
      case "set" -> anyHolds(needle, send(Request.cmd(Command.SMEMBERS).arg(key)));
      case "list" -> anyHolds(needle, send(Request.cmd(Command.LRANGE).arg(key).arg(0).arg(-1)));
      case "zset" -> anyHolds(needle, send(Request.cmd(Command.ZRANGE).arg(key).arg(0).arg(-1)));
      case "none" -> false;
      default -> throw new IllegalStateException("Redis holds a " + type + ", which is not read");
    };
  }

  private static boolean anyHolds(Needle needle, Response values) {
    for (Response value : values) {
      if (needle.isIn(value.toBytes())) {
        return true;
      }
    }
    return false;
  }

  /** Writes the file that Redis keeps anew, without what was deleted since. */
  void compact() throws InterruptedException {
    var _ = send(Request.cmd(Command.BGREWRITEAOF));
    String state;
    do {
      TimeUnit.MILLISECONDS.sleep(200);
      state = send(Request.cmd(Command.INFO).arg("persistence")).toString();
    } while (!state.contains("aof_rewrite_in_progress:0")
        || !state.contains("aof_rewrite_scheduled:0"));
  }

  private Response send(Request request) {
    return redis
        .send(request)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
