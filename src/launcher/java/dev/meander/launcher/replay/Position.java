package dev.meander.launcher.replay;

/**
 * How far a replay came. Everything before it is answered for by the service; what follows may have
 * been sent as well, and is sent again under the same keys.
 *
 * @param run names the run in the keys of its batches
 * @param input tells whether the source is still the same: the size and time of a file, the seed of
 *     a generator
 * @param records how many records of the source are done
 * @param windows how many windows are done
 */
record Position(String run, String input, Shape shape, long records, long windows, Totals totals) {

  Position after(Window window, Totals answered) {
    return new Position(
        run, input, shape, records + window.records(), windows + 1, totals.plus(answered));
  }

  String keyOfWindow(long number) {
    return "replay-" + run + '-' + number;
  }
}
