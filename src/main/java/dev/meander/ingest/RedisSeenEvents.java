package dev.meander.ingest;

import dev.meander.platform.redis.RedisLane;
import dev.meander.platform.redis.RedisLanes;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ids seen in Redis: under {@code seen:} and the key's 16 bytes, for {@code
 * meander.ingest.remember}. A look-up is one MGET, a mark one script call, whatever the number of
 * events. They expire before views do, so a full Redis with {@code volatile-ttl} evicts them first,
 * all of them where views alone fill it.
 */
@Singleton
final class RedisSeenEvents implements SeenEvents {

  private static final byte[] PREFIX = "seen:".getBytes(StandardCharsets.US_ASCII);

  /** NX: of two appends of one event the first stays the one that retries are told of. */
  private static final String MARK =
      "for i,k in ipairs(KEYS) do redis.call('SET',k,ARGV[i+1],'NX','EX',ARGV[1]) end return 0";

  private final RedisLanes lanes;
  private final String seconds;

  @Inject
  RedisSeenEvents(RedisLanes lanes, IngestConfig config) {
    this.lanes = lanes;
    this.seconds = Long.toString(Math.max(1, config.remember().toSeconds()));
  }

  @Override
  public Uni<List<@Nullable Seen>> find(List<SeenKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Request request = Request.cmd(Command.MGET);
    keys.forEach(key -> request.arg(bytes(key)));
    return send(lanes.forReads(), request).map(RedisSeenEvents::read);
  }

  @Override
  public Uni<Void> mark(Map<SeenKey, Seen> marks) {
    if (marks.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Request request = Request.cmd(Command.EVAL).arg(MARK).arg(marks.size());
    // The order of a map that nobody changes is the same twice.
    marks.keySet().forEach(key -> request.arg(bytes(key)));
    request.arg(seconds);
    marks.values().forEach(seen -> request.arg(SeenCodec.encode(seen)));
    return send(lanes.forReads(), request).replaceWithVoid();
  }

  @Override
  public Uni<Void> forget(List<SeenKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Request request = Request.cmd(Command.DEL);
    keys.forEach(key -> request.arg(bytes(key)));
    return send(lanes.common(), request).replaceWithVoid();
  }

  private static List<@Nullable Seen> read(@Nullable Response reply) {
    if (reply == null) {
      throw new IllegalStateException("MGET was answered with nil");
    }
    List<@Nullable Seen> found = new ArrayList<>(reply.size());
    for (int i = 0; i < reply.size(); i++) {
      Response one = reply.get(i);
      found.add(one == null ? null : SeenCodec.decode(one.toBytes()));
    }
    return Collections.unmodifiableList(found);
  }

  private static byte[] bytes(SeenKey key) {
    ByteBuffer bytes = ByteBuffer.allocate(PREFIX.length + 2 * Long.BYTES).put(PREFIX);
    key.put(bytes);
    return bytes.array();
  }

  private static Uni<@Nullable Response> send(RedisLane lane, Request request) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                lane.send(request)
                    .onComplete(
                        reply -> {
                          if (reply.succeeded()) {
                            emitter.complete(reply.result());
                          } else {
                            emitter.fail(reply.cause());
                          }
                        }));
  }
}
