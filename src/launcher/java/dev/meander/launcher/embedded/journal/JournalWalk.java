package dev.meander.launcher.embedded.journal;

import java.lang.foreign.MemorySegment;

/**
 * Reads a journal as the bookie will, record by record, and looks at what the bookie does not: the
 * checksums. Formats 5 and 6, which have a header of 512 bytes and pad each write to full sectors.
 *
 * @param journal the whole file
 */
record JournalWalk(MemorySegment journal) {

  private static final int MAGIC = 0x424B4C47;
  private static final int PADDING = 0xFFFFFF00;
  private static final int HEADER = 512;

  /**
   * How the journal ends.
   *
   * @param from where the bookie begins, at a record; 0 for the first one
   */
  Tail tail(long from) {
    if (journal.byteSize() < HEADER) {
      // Killed while it was made: the bookie finds nothing in it.
      return new Tail.Whole();
    }
    int version = journal.get(JournalRecord.INT, 4);
    if (journal.get(JournalRecord.INT, 0) != MAGIC || version < 5 || version > 6) {
      return new Tail.Unknown(version);
    }
    long at = Math.max(HEADER, from);
    while (at + 4 <= journal.byteSize()) {
      int length = journal.get(JournalRecord.INT, at);
      if (length == 0) {
        return new Tail.Whole();
      }
      if (length == PADDING) {
        if (at + 8 > journal.byteSize() || journal.get(JournalRecord.INT, at + 4) < 0) {
          return broken(at);
        }
        at += 8L + journal.get(JournalRecord.INT, at + 4);
      } else {
        JournalRecord record = new JournalRecord(journal, at);
        if (!record.isWhole()) {
          return broken(at);
        }
        at = record.end();
      }
    }
    return new Tail.Whole();
  }

  /** Every offset is tried, since a broken length tells nothing about where the next record is. */
  private Tail broken(long at) {
    for (long next = at + 1; next + 4 <= journal.byteSize(); next++) {
      if (new JournalRecord(journal, next).isWhole()) {
        return new Tail.Damaged(at, next);
      }
    }
    return new Tail.Torn(at);
  }
}
