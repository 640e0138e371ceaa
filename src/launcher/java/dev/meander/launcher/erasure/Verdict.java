package dev.meander.launcher.erasure;

/**
 * What came of it.
 *
 * @param readable events of the person in the log before
 * @param readableAfter such events left
 * @param unreadable entries that the destroyed keys had sealed
 * @param found places that still name the person
 * @param others whether everybody else is as before, and as the log says
 * @param demand whether the demand series is
 * @param rebuilt whether a version that is filled from the log afterwards is like the one that
 *     serves, and names the person nowhere
 */
public record Verdict(
    long readable,
    long readableAfter,
    long unreadable,
    int found,
    boolean others,
    boolean demand,
    boolean rebuilt) {

  /** Whether all of it is as it should be. */
  public boolean holds() {
    return readableAfter == 0
        && unreadable == readable
        && found == 0
        && others
        && demand
        && rebuilt;
  }

  @Override
  public String toString() {
    return "erased=%d unreadable=%d found=%d others=%s demand=%s rebuilt=%s"
        .formatted(
            readableAfter == 0 ? 1 : 0,
            unreadable,
            found,
            word(others),
            word(demand),
            word(rebuilt));
  }

  private static String word(boolean equal) {
    return equal ? "equal" : "different";
  }
}
