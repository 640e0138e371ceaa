package dev.meander.launcher.bench;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One connection's loop. Its event loop's thread alone touches it until {@link #ended}. */
final class HttpLoop extends SimpleChannelInboundHandler<HttpObject> {

  private final String host;
  private final Supplier<Optional<HttpExchange>> next;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final StringBuilder head = new StringBuilder();
  private long[] nanos = new long[1024];
  private int answered;
  private long failed;
  private @Nullable HttpExchange sent;
  private long sentAt;
  private int status;

  HttpLoop(String host, Supplier<Optional<HttpExchange>> next) {
    this.host = host;
    this.next = next;
  }

  CompletableFuture<Void> ended() {
    return ended;
  }

  void fail(Throwable cause) {
    ended.completeExceptionally(cause);
  }

  /** Answers that were not what they must be. */
  long failed() {
    return failed;
  }

  LongStream nanos() {
    return Arrays.stream(nanos, 0, answered);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send(context);
  }

  private void send(ChannelHandlerContext context) {
    Optional<HttpExchange> exchange = next.get();
    if (exchange.isEmpty()) {
      sent = null;
      ended.complete(null);
      var _ = context.close();
      return;
    }
    sent = exchange.get();
    head.setLength(0);
    sentAt = System.nanoTime();
    var _ = context.writeAndFlush(exchange.get().request(host), context.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    HttpExchange exchange = sent;
    if (exchange == null) {
      return;
    }
    if (part instanceof HttpResponse response) {
      status = response.status().code();
    }
    if (part instanceof HttpContent content && head.length() < exchange.prefix().length()) {
      head.append(content.content().toString(StandardCharsets.UTF_8));
    }
    if (part instanceof LastHttpContent) {
      count(exchange);
      send(context);
    }
  }

  private void count(HttpExchange exchange) {
    if (status != exchange.status() || head.indexOf(exchange.prefix()) != 0) {
      failed++;
      return;
    }
    if (answered == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * answered);
    }
    nanos[answered++] = System.nanoTime() - sentAt;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    // Complete already where the loop ended by itself.
    fail(new IOException("the service closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
    var _ = context.close();
  }
}
