package dev.meander.launcher.embedded;

/**
 * How much memory each server may take, in MiB.
 *
 * @param brokerHeap maximum heap of the broker's JVM; its resident size is about 150 MiB more
 * @param postgresBuffers {@code shared_buffers}
 * @param redisMemory {@code maxmemory}; past it the keys nearest their expiry go first
 */
public record ServerSizes(int brokerHeap, int postgresBuffers, int redisMemory) {

  /** For a laptop that runs everything. */
  public static ServerSizes standard() {
    return new ServerSizes(512, 128, 256);
  }

  /** The smallest that work: for tests. */
  public static ServerSizes small() {
    return new ServerSizes(256, 32, 64);
  }
}
