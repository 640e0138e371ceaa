package dev.meander.interest;

import java.time.Instant;

/**
 * The days of the shop that say how often the ranker is right, by which its probabilities are
 * scaled.
 *
 * @param moments after which it was asked
 * @param from when the days began; millisecond precision
 * @param until when the last change of category in them was; millisecond precision
 */
public record Calibration(int moments, Instant from, Instant until) {}
