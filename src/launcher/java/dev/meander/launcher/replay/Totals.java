package dev.meander.launcher.replay;

/** How many events were stored, were there before, and were refused. */
public record Totals(long accepted, long duplicate, long refused) {

  public static final Totals NONE = new Totals(0, 0, 0);

  public Totals plus(Totals other) {
    return new Totals(
        accepted + other.accepted, duplicate + other.duplicate, refused + other.refused);
  }

  public long events() {
    return accepted + duplicate + refused;
  }

  /** The closing line of a replay, read by scripts. */
  @Override
  public String toString() {
    return "accepted=" + accepted + " duplicate=" + duplicate + " refused=" + refused;
  }
}
