package dev.meander.launcher.embedded.journal;

/** How the readable part of a journal ends. */
sealed interface Tail {

  /** Every record is whole. */
  record Whole() implements Tail {}

  /**
   * The last record is not: its write was cut short, so it was never acknowledged.
   *
   * @param at offset of its first byte
   */
  record Torn(long at) implements Tail {}

  /**
   * A record in the middle is not whole: no torn write, but damage.
   *
   * @param at offset of its first byte
   * @param wholeAt offset of a whole record behind it
   */
  record Damaged(long at, long wholeAt) implements Tail {}

  /**
   * A format that we don't know.
   *
   * @param version the one that its header names
   */
  record Unknown(int version) implements Tail {}
}
