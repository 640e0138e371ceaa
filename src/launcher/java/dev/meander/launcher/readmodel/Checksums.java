package dev.meander.launcher.readmodel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a read model holds, table by table. Two read models over the same events have equal
 * checksums: whatever the order of arrival, the batches, the partitions and the repetitions.
 */
public record Checksums(List<Table> tables) {

  /**
   * One table.
   *
   * @param checksum of all its rows, 32 hexadecimal digits
   */
  public record Table(String name, long rows, String checksum) {

    @Override
    public String toString() {
      return "%-18s rows=%-9d checksum=%s".formatted(name, rows, checksum);
    }
  }

  public Checksums {
    tables = List.copyOf(tables);
  }

  /** One value for all of it, 32 hexadecimal digits. */
  public String total() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(lines().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private String lines() {
    return tables.stream().map(Table::toString).collect(Collectors.joining("\n"));
  }

  /** A line for each table, then the total, for scripts. */
  @Override
  public String toString() {
    return lines() + "\nchecksum=" + total();
  }
}
