package dev.meander.ingest;

import java.nio.ByteBuffer;

/**
 * Stands for one tenant's event id in the look-up of ids seen: 128 bits of SHA-256, so that no
 * client can find an id that is taken for another's.
 */
record SeenKey(long high, long low) {

  /** In big-endian order. */
  void put(ByteBuffer to) {
    to.putLong(high).putLong(low);
  }
}
