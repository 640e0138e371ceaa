package dev.meander.launcher.evaluation;

/**
 * One visit of a published set.
 *
 * @param millis time, or what stands for it
 * @param intent cart, favourite and the like
 */
public record BenchVisit(long millis, String category, String item, boolean intent, boolean buy) {}
