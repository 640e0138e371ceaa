package dev.meander.launcher.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rounds that count
 * @param warmUpRounds before them, which warm up compilers and caches and do not count
 * @param seconds of a timed round
 * @param limitEvents that the raw client writes in a round
 * @param batchEvents posted in a round in batches of 100
 * @param singleEvents posted in a round one by one
 * @param connections kept open by the load generator
 */
record BenchPlan(
    int rounds,
    int warmUpRounds,
    Duration seconds,
    int limitEvents,
    int batchEvents,
    int singleEvents,
    int connections) {

  /** Events in a batch, as in the aim. */
  static final int BATCH = 100;

  /** Connections that post batches: enough to keep the service busy, below its bound in flight. */
  static final int BATCH_CONNECTIONS = 16;

  /** Events per second beside which the way from acceptance to the read is timed. */
  static final int READABLE_RATE = 1000;

  static BenchPlan full(int rounds, int connections) {
    return new BenchPlan(rounds, 3, Duration.ofSeconds(5), 200_000, 60_000, 20_000, connections);
  }

  /** For a look; too short for a figure that is to be believed. */
  static BenchPlan quick(int connections) {
    return new BenchPlan(3, 5, Duration.ofSeconds(1), 20_000, 6_000, 2_000, connections);
  }

  /** Number of the first round: those that warm up end with 0. */
  int firstRound() {
    return 1 - warmUpRounds;
  }

  /** All events that the service is given before it projects them. */
  int backlog() {
    return (warmUpRounds + rounds) * (batchEvents + singleEvents);
  }
}
