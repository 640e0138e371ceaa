package dev.meander.projection;

/**
 * An entry that is put aside, as it stands in the table.
 *
 * @param mended see {@link ParkedEntry#mended}
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record ParkedRow(DeadLetter letter, byte[] mended) {

  /** The bytes that say what should be folded. */
  public byte[] toRead() {
    return mended.length == 0 ? letter.payload() : mended;
  }

  /** The same, with what is in it. */
  public ParkedEntry reread(Reread reread) {
    return new ParkedEntry(letter, mended, reread);
  }
}
