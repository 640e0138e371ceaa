package dev.meander.launcher.rebuild;

import java.util.List;
import java.util.Locale;

/**
 * One rebuild of one log.
 *
 * @param size events in the log
 * @param number from 1, in the same JVM
 * @param seconds from the request until the version was level with the log
 * @param cpu seconds of processor time that the service took, on a busy machine a better measure
 * @param before MiB of heap that a full collection left before
 * @param after and after
 * @param equal whether it came to the checksums of the version that serves
 */
public record Round(
    long size,
    int number,
    double seconds,
    double cpu,
    double before,
    double after,
    boolean equal,
    List<Look> looks) {

  /**
   * A look at the service meanwhile.
   *
   * @param second since the request
   * @param events folded so far
   * @param resident set of the service, MiB
   * @param heap used, MiB
   */
  record Look(double second, long events, double resident, double heap) {}

  public Round {
    looks = List.copyOf(looks);
  }

  double rate() {
    return size / seconds;
  }

  double mostResident() {
    return looks.stream().mapToDouble(Look::resident).max().orElse(0);
  }

  /** A line of the command's output. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "events=%d round=%d seconds=%.1f rate=%.0f cpu_s=%.1f resident_mb=%.0f live_heap_mb=%.0f..%.0f equal=%b",
        size,
        number,
        seconds,
        rate(),
        cpu,
        mostResident(),
        before,
        after,
        equal);
  }
}
