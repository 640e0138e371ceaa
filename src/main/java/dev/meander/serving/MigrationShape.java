package dev.meander.serving;

/**
 * How much of a migration forecast is asked for.
 *
 * @param horizon steps, 1 to 10
 * @param paths 1 to 20
 * @param candidates of each step and each number of days, 1 to 20
 */
record MigrationShape(int horizon, int paths, int candidates) {

  static final MigrationShape STANDARD =
      new MigrationShape(
          Parameters.STEPS.standard(),
          Parameters.PATHS.standard(),
          Parameters.CANDIDATES.standard());
}
