package dev.meander.launcher.durability;

/**
 * What a kill loop found.
 *
 * @param kills how often the broker was killed
 * @param acknowledged events that the broker had confirmed
 * @param missing of those, the ones that a restart had lost
 * @param repaired journals that a start had to cut
 */
public record KillCounts(int kills, long acknowledged, long missing, int repaired) {

  /** The last line of the command. */
  @Override
  public String toString() {
    return "kills=%d acknowledged=%d missing=%d repaired=%d"
        .formatted(kills, acknowledged, missing, repaired);
  }
}
