package dev.meander.launcher.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A closed loop over HTTP/1.1: each kept-open connection has one request under way and sends the
 * next when the answer is there. On Netty's codec, as the service's own server is, with little
 * around it: the generator runs on the machine that it loads.
 */
final class HttpLoad implements AutoCloseable {

  /** Past this a run is given up: a service that hangs must not hang the bench. */
  private static final long LIMIT_SECONDS = 300;

  private final URI service;
  private final NioEventLoopGroup loops;

  /** What came of a run. */
  record Result(long answered, long failed, double seconds, Latencies latencies) {
    double perSecond() {
      return answered / seconds;
    }

    /**
     * @throws BenchException when an answer was not as it must be: a rate of errors is no rate
     */
    Result requireClean(String what) {
      if (failed > 0) {
        throw new BenchException(
            "%s: %d of %d requests were not answered as they must be"
                .formatted(what, failed, answered + failed));
      }
      return this;
    }
  }

  /**
   * @param threads event loops that drive the connections
   */
  @SuppressWarnings("deprecation") // its successor needs Netty 4.2, which the platform has not
  HttpLoad(URI service, int threads) {
    this.service = service;
    this.loops = new NioEventLoopGroup(threads);
  }

  /**
   * Runs until the source is empty and every answer is there; blocks.
   *
   * @param next asked from several threads; empty ends a connection's loop
   */
  Result run(int connections, Supplier<Optional<HttpExchange>> next) throws InterruptedException {
    List<HttpLoop> running = new ArrayList<>();
    var bootstrap = new Bootstrap().group(loops).channel(NioSocketChannel.class);
    bootstrap.option(ChannelOption.TCP_NODELAY, true);
    String host = service.getHost() + ":" + service.getPort();
    long begun = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      var loop = new HttpLoop(host, next);
      running.add(loop);
      bootstrap
          .clone()
          .handler(
              new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(SocketChannel channel) {
                  channel.pipeline().addLast(new HttpClientCodec(), loop);
                }
              })
          .connect(service.getHost(), service.getPort())
          .addListener(
              connected -> {
                if (!connected.isSuccess()) {
                  loop.fail(connected.cause());
                }
              });
    }
    await(running);
    double seconds = (System.nanoTime() - begun) / 1e9;
    long failed = running.stream().mapToLong(HttpLoop::failed).sum();
    var latencies = new Latencies(running.stream().flatMapToLong(HttpLoop::nanos).toArray());
    return new Result(latencies.count(), failed, seconds, latencies);
  }

  private static void await(List<HttpLoop> running) throws InterruptedException {
    try {
      CompletableFuture.allOf(
              running.stream().map(HttpLoop::ended).toArray(CompletableFuture[]::new))
          .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new BenchException("a connection failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new BenchException("requests are unanswered after " + LIMIT_SECONDS + " s", e);
    }
  }

  @Override
  public void close() {
    var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }
}
