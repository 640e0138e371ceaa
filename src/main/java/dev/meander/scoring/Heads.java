package dev.meander.scoring;

import java.util.ArrayList;
import java.util.List;

/** What is predicted, in the order of the model's outputs. */
final class Heads {
  /** The next three runs, by heads 0 to 2 of the migration output. */
  static final int STEPS = 3;

  /** Days ahead of migration heads 3 to 5. */
  static final List<Integer> DAYS = List.of(1, 3, 7);

  /** Heads of the migration output. */
  static final int MIGRATION = STEPS + DAYS.size();

  /** Days ahead of the evolution and come-back heads. */
  static final List<Integer> HORIZONS = List.of(1, 7, 28);

  private static final List<String> NAMES = named();

  private Heads() {}

  /** Names as they stand in a manifest: step1 ... days7, evolution1 ..., comeBack1 ... */
  static List<String> names() {
    return NAMES;
  }

  private static List<String> named() {
    List<String> names = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      names.add("step" + step);
    }
    DAYS.forEach(days -> names.add("days" + days));
    HORIZONS.forEach(days -> names.add("evolution" + days));
    HORIZONS.forEach(days -> names.add("comeBack" + days));
    return List.copyOf(names);
  }
}
