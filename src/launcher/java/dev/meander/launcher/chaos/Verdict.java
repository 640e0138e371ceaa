package dev.meander.launcher.chaos;

import java.util.List;

/**
 * How it ended.
 *
 * @param kills by SIGKILL
 * @param faults whatever else is not as it should be, in words
 */
public record Verdict(
    int kills, int acknowledged, int lost, int doubled, int reordered, List<String> faults) {

  public Verdict {
    faults = List.copyOf(faults);
  }

  public boolean good() {
    return lost == 0 && doubled == 0 && reordered == 0 && faults.isEmpty();
  }

  /** The last line of the command. */
  @Override
  public String toString() {
    return "kills=%d acknowledged=%d lost=%d doubled=%d reordered=%d"
        .formatted(kills, acknowledged, lost, doubled, reordered);
  }
}
