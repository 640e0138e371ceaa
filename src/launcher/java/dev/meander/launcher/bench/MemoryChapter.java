package dev.meander.launcher.bench;

import java.util.Map;
import java.util.Optional;

/** What each process holds after all the load. */
final class MemoryChapter {

  private MemoryChapter() {}

  static void run(BenchInstance instance, Report report) {
    report.chapter("memory after load", "Linux's smaps_rollup; PostgreSQL with its backends");
    for (Map.Entry<String, ProcessHandle> process : instance.processes().entrySet()) {
      boolean own = process.getValue().equals(ProcessHandle.current());
      Optional<Memory> memory = Memory.of(process.getValue(), !own);
      report.line(process.getKey(), memory.map(Memory::text).orElse("not told by this system"));
    }
  }
}
