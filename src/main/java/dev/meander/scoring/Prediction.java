package dev.meander.scoring;

/**
 * Probabilities about one person, by head and candidate.
 *
 * @param migration {@code [6][C + 1]}, by {@link Heads}; each head sums to 1, the last entry is for
 *     categories that are no candidate; the current category has 0 in head 0
 * @param evolution {@code [3][C + 1]}, expected shares of the activity within each horizon, given
 *     that there is any; each sums to 1, the last entry as above
 * @param comeBack {@code [3]}, probability of any activity within each horizon
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives for the time of one answer
record Prediction(double[][] migration, double[][] evolution, double[] comeBack) {}
