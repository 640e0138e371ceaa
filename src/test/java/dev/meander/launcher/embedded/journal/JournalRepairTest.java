package dev.meander.launcher.embedded.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRepairTest {

  private static final int HEADER = 512;
  private static final int FILE = 64 * 1024;

  @TempDir private Path folder = Path.of("");
  private final List<String> told = new ArrayList<>();
  private Path current = Path.of("");

  @BeforeEach
  void aBookiesFolder() throws IOException {
    current = Files.createDirectories(folder.resolve("bookkeeper0/current"));
  }

  @Test
  void aCleanJournalStaysAsItIs() throws IOException {
    Journal journal = new Journal().key(7).entry(7, 0, 300).padding().fence(7).padding();
    Path file = write("1a", journal);
    assertUntouched(file, journal);
    assertEquals(List.of(), told);
  }

  @Test
  void theCompactionsOtherChecksumIsWholeToo() throws IOException {
    Journal journal = new Journal().key(8).compacted(8, 0, 300).padding();
    assertUntouched(write("1a", journal), journal);
    assertEquals(List.of(), told);
  }

  @Test
  void aTornLastEntryIsCutOffAndWhatIsBeforeItStays() throws IOException {
    Journal journal = new Journal().key(7).entry(7, 0, 300).padding();
    int whole = journal.size();
    journal = journal.entry(7, 1, 5000).tear(1200);
    Path file = write("1a", journal);
    assertEquals(1, JournalRepair.repair(folder, told::add));
    assertArrayEquals(Arrays.copyOf(journal.file(), whole), Files.readAllBytes(file));
    assertTrue(told.getFirst().contains("1a.txn at " + whole), told::toString);
    assertEquals(0, JournalRepair.repair(folder, told::add), "and it is clean now");
  }

  @Test
  void aTornKeyOrPaddingOrLengthIsCutOff() throws IOException {
    Journal torn = new Journal().entry(7, 0, 300);
    int whole = torn.size();
    for (Journal journal :
        List.of(
            torn.copy().key(9).tear(5),
            torn.copy().padding().tear(-whole - 2),
            torn.copy().entry(7, 1, 90_000).tear(-whole - 2))) {
      Path file = write("1a", journal);
      assertEquals(1, JournalRepair.repair(folder, told::add));
      assertEquals(whole, Files.size(file));
    }
  }

  @Test
  void anEntryThatReachesBeyondTheEndIsCutOff() throws IOException {
    Journal journal = new Journal().entry(7, 0, 300).padding();
    int whole = journal.size();
    journal = journal.entry(7, 1, 100_000);
    Path file = write("1a", journal);
    assertEquals(1, JournalRepair.repair(folder, told::add));
    assertEquals(whole, Files.size(file));
  }

  @Test
  void aBadEntryBeforeAWholeOneIsToldAndLeftAlone() throws IOException {
    Journal journal = new Journal().entry(7, 0, 300).spoil(100);
    int behind = journal.size();
    journal = journal.entry(7, 1, 300).padding();
    Path file = write("1a", journal);
    assertUntouched(file, journal);
    assertTrue(
        told.getFirst().contains("damaged at 512, with a whole record behind it at " + behind),
        told::toString);
  }

  @Test
  void aBadLengthDoesNotHideTheWholeEntryBehindIt() throws IOException {
    Journal journal = new Journal().entry(7, 0, 300).spoil(-HEADER - 1).entry(7, 1, 300);
    assertUntouched(write("1a", journal), journal);
    assertEquals(1, told.size());
  }

  @Test
  void onlyWhatTheBookieReplaysIsRead() throws IOException {
    Journal old = new Journal().entry(7, 0, 300).tear(50);
    Path before = write("1a", old);
    Journal marked = new Journal().entry(7, 1, 300).spoil(100);
    int mark = marked.size();
    marked = marked.entry(7, 2, 300).padding();
    Path at = write("1b", marked);
    Journal last = new Journal().entry(7, 3, 300).tear(50);
    Path after = write("1c", last);
    Files.write(
        current.resolve("lastMark"), ByteBuffer.allocate(16).putLong(0x1b).putLong(mark).array());
    assertEquals(1, JournalRepair.repair(folder, told::add));
    assertArrayEquals(old.file(), Files.readAllBytes(before));
    assertArrayEquals(marked.file(), Files.readAllBytes(at));
    assertEquals(HEADER, Files.size(after));
  }

  @Test
  void aJournalOfAnotherFormatIsToldAndLeftAlone() throws IOException {
    Journal journal = new Journal().version(9).entry(7, 0, 300).tear(50);
    assertUntouched(write("1a", journal), journal);
    assertTrue(told.getFirst().contains("format 9"), told::toString);
  }

  @Test
  void noJournalAndAnEmptyOneAreFine() throws IOException {
    assertEquals(0, JournalRepair.repair(folder, told::add));
    Files.createFile(current.resolve("1a.txn"));
    assertEquals(0, JournalRepair.repair(folder, told::add));
    assertEquals(List.of(), told);
  }

  private Path write(String number, Journal journal) throws IOException {
    return Files.write(current.resolve(number + ".txn"), journal.file());
  }

  private void assertUntouched(Path file, Journal journal) throws IOException {
    assertEquals(0, JournalRepair.repair(folder, told::add));
    assertArrayEquals(journal.file(), Files.readAllBytes(file));
  }

  /** A journal as the bookie writes it, preallocated, and the ways in which it can go wrong. */
  private static final class Journal {

    private final byte[] bytes = new byte[FILE + FILE];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    Journal() {
      buffer.putInt(0x424B4C47).putInt(6).position(HEADER);
    }

    Journal copy() {
      Journal copy = new Journal();
      copy.buffer.put(bytes, HEADER, size() - HEADER);
      return copy;
    }

    Journal version(int version) {
      buffer.putInt(4, version);
      return this;
    }

    int size() {
      return buffer.position();
    }

    byte[] file() {
      return Arrays.copyOf(bytes, FILE);
    }

    Journal entry(long ledger, long entry, int size) {
      byte[] head = head(ledger, entry, size);
      CRC32C checksum = new CRC32C();
      checksum.update(head);
      checksum.update(payload(size));
      buffer.putInt(32 + 4 + size).put(head).putInt((int) checksum.getValue()).put(payload(size));
      return this;
    }

    Journal compacted(long ledger, long entry, int size) {
      byte[] head = head(ledger, entry, size);
      CRC32 checksum = new CRC32();
      checksum.update(head);
      checksum.update(payload(size));
      buffer.putInt(32 + 8 + size).put(head).putLong(checksum.getValue()).put(payload(size));
      return this;
    }

    Journal key(long ledger) {
      buffer.putInt(16 + 4 + 20).putLong(ledger).putLong(-0x1000).putInt(20).put(payload(20));
      return this;
    }

    Journal fence(long ledger) {
      buffer.putInt(16).putLong(ledger).putLong(-0x2000);
      return this;
    }

    Journal padding() {
      int rest = 512 - size() % 512;
      int zeros = rest < 8 ? 512 - (8 - rest) : rest - 8;
      buffer.putInt(0xFFFFFF00).putInt(zeros).position(size() + zeros);
      return this;
    }

    /** The last bytes were not written; a negative count is what is left of the file. */
    Journal tear(int count) {
      int from = count < 0 ? -count : size() - count;
      Arrays.fill(bytes, from, size(), (byte) 0);
      return this;
    }

    /** A byte that far from the end is wrong; negative: from the beginning. */
    Journal spoil(int distance) {
      bytes[distance < 0 ? -distance : size() - distance] ^= 0x55;
      return this;
    }

    private static byte[] head(long ledger, long entry, int size) {
      ByteBuffer head = ByteBuffer.allocate(32);
      return head.putLong(ledger).putLong(entry).putLong(entry - 1).putLong(size).array();
    }

    private static byte[] payload(int size) {
      byte[] payload = new byte[size];
      Arrays.fill(payload, (byte) 0x4d);
      return payload;
    }
  }
}
