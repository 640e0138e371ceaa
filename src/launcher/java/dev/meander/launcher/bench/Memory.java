package dev.meander.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Resident memory of a process and its children, from Linux's {@code /proc}.
 *
 * @param processes how many
 * @param resident sum of their resident sets in MiB; a page that several share counts several times
 * @param proportional sum of their proportional sets in MiB; such a page counts once in all
 */
public record Memory(int processes, double resident, double proportional) {

  /** Empty where the system has no such files. */
  public static Optional<Memory> of(ProcessHandle process, boolean withChildren) {
    Stream<ProcessHandle> all =
        withChildren
            ? Stream.concat(Stream.of(process), process.descendants())
            : Stream.of(process);
    double resident = 0;
    double proportional = 0;
    List<ProcessHandle> handles = all.toList();
    int counted = 0;
    for (ProcessHandle handle : handles) {
      Path rollup = Path.of("/proc", Long.toString(handle.pid()), "smaps_rollup");
      try {
        List<String> lines = Files.readAllLines(rollup);
        resident += kilobytes(lines, "Rss:");
        proportional += kilobytes(lines, "Pss:");
        counted++;
      } catch (IOException e) {
        // A backend of the database may have ended since it was listed; it then holds nothing.
        if (handle.equals(process)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Memory(counted, resident / 1024, proportional / 1024));
  }

  private static double kilobytes(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElse(0);
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%,.0f MiB resident, %,.0f MiB proportional, %d process%s",
        resident,
        proportional,
        processes,
        processes == 1 ? "" : "es");
  }
}
