package dev.meander.launcher.durability;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Events that are nothing but a number, at both ends of 100 to 1,600 bytes, and which of them were
 * acknowledged. Thread-safe.
 */
final class NumberedEvents {

  private final BitSet acknowledged = new BitSet();
  private int next;

  /** The number of the next event, from 0. */
  synchronized int number() {
    return next++;
  }

  synchronized void acknowledge(int number) {
    acknowledged.set(number);
  }

  synchronized int acknowledged() {
    return acknowledged.cardinality();
  }

  /** How many of the acknowledged are not among the found. */
  synchronized int missing(BitSet found) {
    BitSet missing = (BitSet) acknowledged.clone();
    missing.andNot(found);
    return missing.cardinality();
  }

  static byte[] body(int number) {
    ByteBuffer body = ByteBuffer.allocate(100 + number % 1500);
    return body.putInt(0, number).putInt(body.capacity() - 4, number).array();
  }

  /**
   * The number of an event.
   *
   * @throws IllegalStateException when its two ends disagree
   */
  static int number(byte[] body) {
    ByteBuffer event = ByteBuffer.wrap(body);
    int number = event.getInt(0);
    if (number != event.getInt(event.capacity() - 4) || event.capacity() != 100 + number % 1500) {
      throw new IllegalStateException("event " + number + " came back changed");
    }
    return number;
  }
}
