package dev.meander.launcher.embedded.journal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A record of BookKeeper's journal: length (4 bytes), ledger, entry (8 bytes each), then by the
 * sign of the entry a key, a fence or the last confirmed entry (negative), or last confirmed entry,
 * length so far (8 bytes each), checksum and payload.
 *
 * <p>The checksum covers the four numbers and the payload and lies between them. Messages, cursors
 * and schemas have a CRC32C of 4 bytes; what Pulsar's compaction writes has a CRC32 of 8.
 *
 * @param journal the whole file
 * @param at offset of the length
 */
record JournalRecord(MemorySegment journal, long at) {

  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final long LEDGER_KEY = -0x1000;
  private static final long FENCE = -0x2000;
  private static final long LAST_CONFIRMED = -0x8000;

  private static final int LENGTH = 4;
  private static final int IDS = 16;
  private static final int HEAD = 32;

  /** Above any number that a ledger or an entry gets, below what random bytes look like. */
  private static final long IMPLAUSIBLE = 1L << 48;

  /** Offset of the next record. */
  long end() {
    return at + LENGTH + length();
  }

  private int length() {
    return journal.get(INT, at);
  }

  /** Whether everything that was to be written is there. */
  boolean isWhole() {
    if (at + LENGTH + IDS > journal.byteSize() || length() < IDS || end() > journal.byteSize()) {
      return false;
    }
    long entry = entry();
    if (entry >= 0) {
      return isPlausible() && hasChecksum();
    }
    // These have none. A key is a hash; cut short it ends in the zeros of the preallocated file.
    return (entry == LEDGER_KEY
            && isLengthTold()
            && journal.get(ValueLayout.JAVA_BYTE, end() - 1) != 0)
        || (entry == LAST_CONFIRMED && isLengthTold())
        || (entry == FENCE && length() == IDS);
  }

  private long ledger() {
    return journal.get(LONG, at + LENGTH);
  }

  private long entry() {
    return journal.get(LONG, at + LENGTH + 8);
  }

  private boolean isLengthTold() {
    return length() > IDS + LENGTH
        && journal.get(INT, at + LENGTH + IDS) == length() - IDS - LENGTH;
  }

  /** Cheap, and sorts out nearly everything before a checksum must be computed. */
  private boolean isPlausible() {
    if (length() < HEAD + Integer.BYTES) {
      return false;
    }
    long confirmed = journal.get(LONG, at + LENGTH + 16);
    return ledger() >= 0
        && ledger() < IMPLAUSIBLE
        && entry() < IMPLAUSIBLE
        && confirmed >= -1
        && confirmed < entry();
  }

  private boolean hasChecksum() {
    long stored = at + LENGTH + HEAD;
    return (int) sum(new CRC32C(), Integer.BYTES) == journal.get(INT, stored)
        || (length() >= HEAD + Long.BYTES
            && sum(new CRC32(), Long.BYTES) == journal.get(LONG, stored));
  }

  private long sum(Checksum checksum, int width) {
    int payload = length() - HEAD - width;
    checksum.update(journal.asSlice(at + LENGTH, HEAD).asByteBuffer());
    checksum.update(journal.asSlice(at + LENGTH + HEAD + width, payload).asByteBuffer());
    return checksum.getValue();
  }
}
