package dev.meander.projection;

/**
 * An entry that is put aside, as the read model keeps it.
 *
 * @param mended the decision that says what should stand there instead, as that stands in the log;
 *     empty where there is none
 * @param reread what is in it: in the mended one, where there is one
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record ParkedEntry(DeadLetter letter, byte[] mended, Reread reread) {

  /** Of entries that nobody mended. */
  public static final byte[] NOT_MENDED = {};

  ParkedEntry because(String reason) {
    return new ParkedEntry(letter.because(reason), mended, reread);
  }
}
