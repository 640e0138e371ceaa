package dev.meander.pipeline;

import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes what {@code evaluate} writes for the judge, and keeps what is worth comparing of millions
 * of lines.
 */
final class JudgedShares extends Writer {
  private static final double LEAST = 1e-3;
  private final Set<String> asked;
  private final Map<String, Double> known = new HashMap<>();

  /**
   * @param asked whose lines are kept
   */
  JudgedShares(Set<String> asked) {
    this.asked = asked;
  }

  /** By {@code person,category} the share. */
  Map<String, Double> known() {
    return known;
  }

  @Override
  public void write(String line) {
    String[] cells = line.strip().split(",", -1);
    if (asked.contains(cells[0]) && Double.parseDouble(cells[3]) > LEAST) {
      known.put(cells[0] + "," + cells[2], Double.valueOf(cells[3]));
    }
  }

  @Override
  public void write(char[] characters, int from, int length) {
    throw new UnsupportedOperationException("lines are written whole");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
