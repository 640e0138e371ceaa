package dev.meander.launcher.embedded;

/**
 * How much memory each server may take, in MiB, and how full the broker's disk may be.
 *
 * @param brokerHeap maximum heap of the broker's JVM; its resident size is about 150 MiB more
 * @param postgresBuffers {@code shared_buffers}
 * @param redisMemory {@code maxmemory}; past it the keys nearest their expiry go first
 * @param fullDisk share of the file system of the broker's data, 0 to 1: once more is used it takes
 *     no more writes, until less is
 */
public record ServerSizes(int brokerHeap, int postgresBuffers, int redisMemory, double fullDisk) {

  private static final double NEARLY_ALL = 0.98;

  /** For a laptop that runs everything. */
  public static ServerSizes standard() {
    return new ServerSizes(512, 128, 256, NEARLY_ALL);
  }

  /** The smallest that work: for tests. */
  public static ServerSizes small() {
    return new ServerSizes(256, 32, 64, NEARLY_ALL);
  }

  /** The same with another limit of the disk. */
  public ServerSizes withFullDisk(double share) {
    return new ServerSizes(brokerHeap, postgresBuffers, redisMemory, share);
  }
}
