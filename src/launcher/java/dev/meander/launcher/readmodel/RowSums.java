package dev.meander.launcher.readmodel;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum of a table's rows, as {@link Part} has PostgreSQL make it. */
public final class RowSums {

  private final MessageDigest digest;
  private long rows;
  private BigInteger high = BigInteger.ZERO;
  private BigInteger low = BigInteger.ZERO;

  public RowSums() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes a row in: its columns, joined by U+001F. */
  public void add(String line) {
    byte[] hash = digest.digest(line.getBytes(StandardCharsets.UTF_8));
    String hex = HexFormat.of().formatHex(hash);
    high = high.add(BigInteger.valueOf(HexFormat.fromHexDigitsToLong(hex, 0, 16)));
    low = low.add(BigInteger.valueOf(HexFormat.fromHexDigitsToLong(hex, 16, 32)));
    rows++;
  }

  public Checksums.Table table(String name) {
    return new Checksums.Table(
        name, rows, "%016x%016x".formatted(high.longValue(), low.longValue()));
  }
}
