package dev.meander.launcher.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * GETs of one value in a closed loop, as {@code redis-benchmark} does them: so many connections,
 * each with a burst of so many commands under way. It knows how long every reply is, so it counts
 * bytes instead of parsing: the cache's limit, not a client's.
 */
final class RedisLoad implements AutoCloseable {

  private static final String KEY = "bench:value";

  private final int port;
  private final int replyBytes;
  private final NioEventLoopGroup loops;

  private RedisLoad(int port, int replyBytes, NioEventLoopGroup loops) {
    this.port = port;
    this.replyBytes = replyBytes;
    this.loops = loops;
  }

  /**
   * Stores a value of that size in the cache on 127.0.0.1.
   *
   * @param threads event loops that drive the connections
   */
  @SuppressWarnings("deprecation") // its successor needs Netty 4.2, which the platform has not
  static RedisLoad of(int port, int valueBytes, int threads) throws IOException {
    String value = "v".repeat(valueBytes);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(ascii(command("SET", KEY, value)));
      byte[] answer = socket.getInputStream().readNBytes(5);
      if (!new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n")) {
        throw new IOException("the cache does not take a value");
      }
    }
    int reply = ("$" + valueBytes + "\r\n").length() + valueBytes + 2;
    return new RedisLoad(port, reply, new NioEventLoopGroup(threads));
  }

  /** GETs per second. */
  double run(int connections, int burst, Duration time) throws InterruptedException {
    byte[] commands = ascii(command("GET", KEY).repeat(burst));
    long begun = System.nanoTime();
    long deadline = begun + time.toNanos();
    List<Loop> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      var loop = new Loop(commands, (long) burst * replyBytes, deadline);
      running.add(loop);
      new Bootstrap()
          .group(loops)
          .channel(NioSocketChannel.class)
          .handler(loop)
          .connect(InetAddress.getLoopbackAddress(), port)
          .addListener(
              connected -> {
                if (!connected.isSuccess()) {
                  loop.ended.completeExceptionally(connected.cause());
                }
              });
    }
    long bursts = 0;
    for (Loop loop : running) {
      try {
        bursts += loop.ended.get(time.toSeconds() + 30, TimeUnit.SECONDS);
      } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new BenchException("the raw cache client failed", e);
      }
    }
    return bursts * burst / ((System.nanoTime() - begun) / 1e9);
  }

  private static String command(String... words) {
    var text = new StringBuilder("*").append(words.length).append("\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    var _ = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }

  private static final class Loop extends SimpleChannelInboundHandler<ByteBuf> {
    private final byte[] commands;
    private final long burstBytes;
    private final long deadline;
    private final CompletableFuture<Long> ended = new CompletableFuture<>();
    private long outstanding;
    private long bursts;

    Loop(byte[] commands, long burstBytes, long deadline) {
      this.commands = commands;
      this.burstBytes = burstBytes;
      this.deadline = deadline;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      send(context);
    }

    private void send(ChannelHandlerContext context) {
      outstanding = burstBytes;
      var _ = context.writeAndFlush(Unpooled.wrappedBuffer(commands), context.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      outstanding -= bytes.readableBytes();
      if (outstanding < 0) {
        ended.completeExceptionally(new IOException("a reply is longer than the value"));
        var _ = context.close();
      } else if (outstanding == 0) {
        bursts++;
        if (System.nanoTime() < deadline) {
          send(context);
        } else {
          ended.complete(bursts);
          var _ = context.close();
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended.completeExceptionally(new IOException("the cache closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ended.completeExceptionally(cause);
      var _ = context.close();
    }
  }
}
