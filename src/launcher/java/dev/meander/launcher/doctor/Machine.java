package dev.meander.launcher.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The machine and the build. */
public final class Machine {

  /** What a start wants to be free, in MiB. */
  private static final long WANTED_MIB = 1024;

  private Machine() {}

  /**
   * @param target the build's folder
   * @param data the instance's data folder, there or not yet
   */
  public static List<Finding> look(Path target, Path data) throws IOException {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("jdk", Runtime.version() + " in " + System.getProperty("java.home")));
    findings.add(cores());
    findings.add(disk(data));
    findings.add(build(target));
    findings.add(cache(target.resolve("aot")));
    return findings;
  }

  private static Finding cores() {
    return Finding.ok("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
  }

  private static Finding disk(Path data) throws IOException {
    Path there = existing(data.toAbsolutePath());
    long free = Files.getFileStore(there).getUsableSpace() >> 20;
    String detail = "%,d MiB free in %s".formatted(free, data);
    if (!Files.isWritable(there)) {
      return Finding.bad("disk", there + " can't be written");
    }
    return free < WANTED_MIB
        ? Finding.bad("disk", detail + ", a start wants " + WANTED_MIB)
        : Finding.ok("disk", detail);
  }

  /** The folder itself or the nearest one above it that is there. */
  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder) || parent == null ? folder : existing(parent);
  }

  private static Finding build(Path target) {
    Path jar = target.resolve("quarkus-app").resolve("quarkus-run.jar");
    return Files.exists(jar)
        ? Finding.ok("build", jar.toString())
        : Finding.bad("build", jar + " is missing; ./meander run builds it");
  }

  private static Finding cache(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.anyMatch(file -> file.toString().endsWith(".aot"))) {
          return Finding.ok("start-up cache", folder.toString());
        }
      }
    }
    return Finding.note("start-up cache", "none yet; the first ./meander run makes it");
  }
}
