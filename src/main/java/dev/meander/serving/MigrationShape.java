package dev.meander.serving;

import dev.meander.interest.Discovery;
import org.jspecify.annotations.Nullable;

/**
 * How much of a migration forecast is asked for.
 *
 * @param horizon steps, 1 to 10
 * @param paths 1 to 20
 * @param candidates of each step and each number of days, 1 to 20
 * @param discovery the order of the candidates; null for that of their probabilities
 */
record MigrationShape(int horizon, int paths, int candidates, @Nullable Discovery discovery) {

  static final MigrationShape STANDARD =
      new MigrationShape(
          Parameters.STEPS.standard(),
          Parameters.PATHS.standard(),
          Parameters.CANDIDATES.standard());

  /** By probability. */
  MigrationShape(int horizon, int paths, int candidates) {
    this(horizon, paths, candidates, null);
  }
}
