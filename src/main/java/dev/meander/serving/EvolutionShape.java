package dev.meander.serving;

/**
 * How much of an evolution is asked for.
 *
 * @param horizon days ahead, 1 to 28
 * @param categories 1 to 20
 */
record EvolutionShape(int horizon, int categories) {

  static final EvolutionShape STANDARD =
      new EvolutionShape(Parameters.DAYS.standard(), Parameters.CATEGORIES.standard());
}
