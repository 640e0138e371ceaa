package dev.meander.platform.redis;

import dev.meander.platform.redis.RedisUnavailable.Reason;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pipelined connection on one event loop. Commands given in one turn of the loop leave in one
 * write, which spares both sides a system call each. A command waits at most {@code
 * meander.redis.timeout} (checked in steps of a quarter): then the connection counts as dead and
 * every command on it fails; while it is dead, commands fail at once.
 */
public final class RedisLane implements RedisLink.Owner {

  private record Call(Request request, Promise<@Nullable Response> promise) {}

  private record Batch(List<Call> calls, long sentAt) {}

  private final VertxInternal vertx;
  private final ContextInternal loop;
  private final int maxWaiting;
  private final long timeoutNanos;
  private final RedisLink link;
  private final ArrayDeque<Batch> sent = new ArrayDeque<>();

  private List<Call> collected = new ArrayList<>();
  private @Nullable RedisConnection connection;
  private @Nullable Throwable downBecause;
  private int waiting;

  private RedisLane(
      VertxInternal vertx, ContextInternal loop, Supplier<Redis> clients, RedisConfig config) {
    this.vertx = vertx;
    this.loop = loop;
    this.maxWaiting = config.maxWaiting();
    this.timeoutNanos = config.timeout().toNanos();
    this.link = new RedisLink(vertx, loop, clients, config, this);
  }

  /** Opens a lane on the event loop of {@code loop}. */
  static RedisLane open(
      VertxInternal vertx, ContextInternal loop, Supplier<Redis> clients, RedisConfig config) {
    RedisLane lane = new RedisLane(vertx, loop, clients, config);
    loop.runOnContext(
        ignored -> {
          lane.link.open();
          vertx.setPeriodic(
              Math.max(1, config.timeout().toMillis() / 4), timer -> lane.giveUpOnSilence());
        });
    return lane;
  }

  /**
   * Sends a command, from any thread.
   *
   * @return the reply, null for nil, on the caller's context; fails with {@link RedisUnavailable},
   *     or with the error the server replied with
   */
  public Future<@Nullable Response> send(Request request) {
    Promise<@Nullable Response> promise = vertx.promise();
    Call call = new Call(request, promise);
    if (loop.nettyEventLoop().inEventLoop()) {
      collect(call);
    } else {
      loop.nettyEventLoop().execute(() -> collect(call));
    }
    return promise.future();
  }

  void close() {
    loop.runOnContext(ignored -> link.close());
  }

  private void collect(Call call) {
    if (downBecause != null) {
      call.promise.fail(unreachable(downBecause));
    } else if (waiting >= maxWaiting) {
      call.promise.fail(
          new RedisUnavailable(
              Reason.OVERLOADED, waiting + " commands are waiting for Redis", null));
    } else {
      waiting++;
      collected.add(call);
      if (collected.size() == 1 && connection != null) {
        loop.nettyEventLoop().execute(this::flush);
      }
    }
  }

  private void flush() {
    RedisConnection open = connection;
    if (open == null || collected.isEmpty()) {
      return;
    }
    Batch batch = new Batch(collected, System.nanoTime());
    collected = new ArrayList<>();
    sent.add(batch);
    loop.dispatch(ignored -> write(open, batch));
  }

  private void sendAlone(RedisConnection open, Call call) {
    Batch batch = new Batch(List.of(call), System.nanoTime());
    waiting++;
    sent.add(batch);
    write(open, batch);
  }

  private void write(RedisConnection open, Batch batch) {
    List<Call> calls = batch.calls;
    if (calls.size() == 1) {
      open.send(calls.getFirst().request)
          .onComplete(
              reply -> {
                if (settled(batch)) {
                  finish(calls.getFirst(), reply);
                }
              });
      return;
    }
    List<Request> requests = new ArrayList<>(calls.size());
    for (Call call : calls) {
      requests.add(call.request);
    }
    open.batch(requests)
        .onComplete(
            replies -> {
              if (!settled(batch)) {
                return;
              }
              if (replies.succeeded()) {
                for (int i = 0; i < calls.size(); i++) {
                  calls.get(i).promise.tryComplete(replies.result().get(i));
                }
              } else if (replies.cause() instanceof ErrorType) {
                // The client fails a whole batch for one refused command and doesn't say which.
                calls.forEach(call -> sendAlone(open, call));
              } else {
                calls.forEach(call -> finish(call, Future.failedFuture(replies.cause())));
              }
            });
  }

  /** False when the connection was given up, and with it the batch. */
  private boolean settled(Batch batch) {
    boolean awaited = sent.remove(batch);
    if (awaited) {
      waiting -= batch.calls.size();
    }
    return awaited;
  }

  private static void finish(Call call, AsyncResult<@Nullable Response> reply) {
    if (reply.succeeded()) {
      call.promise.tryComplete(reply.result());
    } else if (reply.cause() instanceof ErrorType error && !error.is("CONNECTION_CLOSED")) {
      call.promise.tryFail(error);
    } else {
      call.promise.tryFail(unreachable(reply.cause()));
    }
  }

  private void giveUpOnSilence() {
    Batch oldest = sent.peek();
    if (oldest != null && System.nanoTime() - oldest.sentAt > timeoutNanos) {
      link.reset(new IllegalStateException("no reply within " + timeoutNanos / 1_000_000 + " ms"));
    }
  }

  @Override
  public void up(RedisConnection opened) {
    connection = opened;
    downBecause = null;
    flush();
  }

  @Override
  public void down(Throwable cause) {
    connection = null;
    downBecause = cause;
    List<Call> failed = new ArrayList<>();
    sent.forEach(batch -> failed.addAll(batch.calls));
    failed.addAll(collected);
    sent.clear();
    collected = new ArrayList<>();
    waiting = 0;
    failed.forEach(call -> call.promise.tryFail(unreachable(cause)));
  }

  private static RedisUnavailable unreachable(Throwable cause) {
    return new RedisUnavailable(
        Reason.UNREACHABLE, "Redis does not answer: " + cause.getMessage(), cause);
  }
}
