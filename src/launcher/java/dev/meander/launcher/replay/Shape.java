package dev.meander.launcher.replay;

/**
 * How records are cut into requests; a resumed run must cut alike, so it is part of the position.
 *
 * @param lanes requests in flight at most; a person's events all go through one lane
 * @param batch events in a request at most
 * @param window records between two saved positions
 */
record Shape(int lanes, int batch, int window) {

  /**
   * Largest body in UTF-16 code units, below the service's limit on bytes even where most is not
   * ASCII.
   */
  static final int MAX_BODY = 300_000;

  private static final int LANES = 4;
  private static final int BATCHES_PER_LANE = 4;
  private static final int WINDOWS_PER_SECOND = 10;

  /**
   * @param speed events per second, 0 for no limit; a slow replay has small windows, so that it is
   *     a steady flow and not a burst now and then
   */
  static Shape of(int batch, int speed) {
    int full = LANES * BATCHES_PER_LANE * batch;
    int window = speed == 0 ? full : Math.clamp(speed / WINDOWS_PER_SECOND, 1, full);
    return new Shape(LANES, batch, window);
  }

  int laneOf(ReplayRecord.Event event) {
    return Math.floorMod(event.personId().hashCode(), lanes);
  }
}
