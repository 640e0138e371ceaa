package dev.meander.statistics;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over numbers: each array by its length and its numbers, big-endian. */
final class Checksum {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

  Checksum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** What was counted, in one stated order: equal sums of counts, however parted, are equal. */
  static String of(ShopCounts counts) {
    Checksum sum = new Checksum();
    sum.add(counts.form.grain().name().chars().toArray());
    sum.add(counts.form.zoneSeconds(), counts.form.longestSession());
    sum.add(counts.categories, counts.recentFrom);
    for (CountTable table : counts.moves.byOrder) {
      table.snapshot().digest(sum);
    }
    for (CountTable table :
        List.of(
            counts.moves.novel,
            counts.moves.skip,
            counts.moves.forward,
            counts.inSessions.pairs,
            counts.inPeople.pairs,
            counts.popularity.rests)) {
      table.snapshot().digest(sum);
    }
    sum.add(counts.inSessions.groups);
    sum.add(counts.inPeople.groups);
    sum.add(counts.hazards);
    sum.add(counts.popularity);
    for (SessionStore.Session session : counts.sessions.kept()) {
      sum.add(session.categories());
    }
    return HexFormat.of().formatHex(sum.finished());
  }

  private void add(HazardCounts counts) {
    add(counts.exposed);
    add(counts.hit);
    add(counts.exposedByMove);
    add(counts.hitByMove);
    add(counts.moves);
    add(counts.novel);
    add(counts.movesByLast);
    add(counts.novelByLast);
    add(counts.byRank);
  }

  private void add(PopularityCounts counts) {
    add(counts.moves);
    add(counts.novelMoves);
    add(counts.recentMoves);
    add(counts.visits);
    add(counts.returns);
    add(counts.visitors);
    add(counts.bySlot);
    add(counts.people, counts.events, counts.intents, counts.buys, counts.gaps, counts.gapNats);
  }

  void add(long... values) {
    putInt(values.length);
    for (long value : values) {
      ByteBuffer _ = room(Long.BYTES).putLong(value);
    }
  }

  void add(int[] values) {
    putInt(values.length);
    for (int value : values) {
      putInt(value);
    }
  }

  private void putInt(int value) {
    ByteBuffer _ = room(Integer.BYTES).putInt(value);
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      digest.update(buffer.flip());
      ByteBuffer _ = buffer.clear();
    }
    return buffer;
  }

  private byte[] finished() {
    digest.update(buffer.flip());
    return digest.digest();
  }
}
