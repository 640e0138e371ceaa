package dev.meander.launcher.embedded.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Cuts off what SIGKILL left half written at the end of a bookie's journal. The file is
 * preallocated with zeros, so the bookie takes the torn record for a whole one, replays it, and the
 * ledger never opens again (digest mismatch, error -10). Nothing behind the cut was acknowledged:
 * that happens after the sync of the whole write. To be called while no bookie runs on the folder.
 */
public final class JournalRepair {

  private static final String SUFFIX = ".txn";

  private JournalRepair() {}

  /**
   * Repairs every journal under the folder that a bookie will replay.
   *
   * @param progress takes a line for each repair, and for each journal that was damaged otherwise
   *     and therefore left alone
   * @return the number of journals that were cut
   * @throws IOException when a journal can't be read or cut
   */
  public static int repair(Path folder, Consumer<String> progress) throws IOException {
    List<Path> journals;
    try (Stream<Path> all = Files.walk(folder, 4)) {
      journals =
          all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .sorted(Comparator.comparingLong(JournalRepair::number))
              .toList();
    }
    int repaired = 0;
    for (Path journal : journals) {
      repaired += repair(journal, Mark.read(journal.resolveSibling("lastMark")), progress) ? 1 : 0;
    }
    return repaired;
  }

  private static boolean repair(Path journal, Mark mark, Consumer<String> progress)
      throws IOException {
    if (number(journal) < mark.journal()) {
      return false;
    }
    long from = number(journal) == mark.journal() ? mark.offset() : 0;
    return switch (tail(journal, from)) {
      case Tail.Whole _ -> false;
      case Tail.Torn(long at) -> {
        cut(journal, at);
        progress.accept(
            "cut an unfinished write off the broker's journal %s at %d"
                .formatted(journal.getFileName(), at));
        yield true;
      }
      case Tail.Damaged(long at, long wholeAt) -> {
        progress.accept(
            ("the broker's journal %s is damaged at %d, with a whole record behind it at %d: left as"
                    + " it is; should a topic not open, restore the folder from a backup")
                .formatted(journal, at, wholeAt));
        yield false;
      }
      case Tail.Unknown(int version) -> {
        progress.accept(
            "the broker's journal %s has format %d, which can't be checked: left as it is"
                .formatted(journal, version));
        yield false;
      }
    };
  }

  private static Tail tail(Path journal, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(journal);
        Arena arena = Arena.ofConfined()) {
      return new JournalWalk(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena))
          .tail(from);
    }
  }

  private static void cut(Path journal, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
      channel.truncate(at);
      channel.force(true);
    }
  }

  private static long number(Path journal) {
    String name = journal.getFileName().toString();
    return HexFormat.fromHexDigitsToLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  /**
   * From where on the bookie replays; all before it lies in the ledgers, and on disk.
   *
   * @param journal number of the journal
   * @param offset of a record in it
   */
  private record Mark(long journal, long offset) {

    static Mark read(Path file) throws IOException {
      if (!Files.exists(file)) {
        return new Mark(0, 0);
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      if (bytes.remaining() < 16) {
        // The bookie too begins at the first journal then.
        return new Mark(0, 0);
      }
      return new Mark(bytes.getLong(), bytes.getLong());
    }
  }
}
