package dev.meander.launcher.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The JVM's ahead-of-time cache of one build of the service: classes loaded and linked, as recorded
 * in a first start. Named after the build, the JDK and the flags; the JVM refuses a cache that does
 * not fit.
 */
final class AotCache {

  private static final long CREATE_LIMIT_SECONDS = 180;

  private final Path cache;
  private final Path recording;
  private final Path jar;
  private final List<String> flags;

  private AotCache(Path folder, String name, Path jar, List<String> flags) {
    this.cache = folder.resolve(name + ".aot");
    // Two instances may record at the same time; the last one to finish wins.
    this.recording = folder.resolve(name + "." + ProcessHandle.current().pid() + ".aotconf");
    this.jar = jar;
    this.flags = List.copyOf(flags);
  }

  /**
   * The cache of the jar's build, there or not.
   *
   * @throws IOException when the build can't be read or the folder not be made
   */
  static AotCache of(Path target, Path jar, List<String> flags) throws IOException {
    var build = new StringBuilder(System.getProperty("java.home"));
    build.append(Runtime.version()).append(flags);
    try (Stream<Path> files = Files.walk(jar.getParent())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        build.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
      }
    }
    UUID name = UUID.nameUUIDFromBytes(build.toString().getBytes(StandardCharsets.UTF_8));
    Path folder = Files.createDirectories(target.resolve("aot"));
    return new AotCache(folder, "service-" + name, jar, flags);
  }

  boolean exists() {
    return Files.isRegularFile(cache);
  }

  /** The flags of a start from the cache, or of one without where there is none. */
  List<String> startFlags() {
    return exists() ? with("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off") : flags;
  }

  /** The flags of a start that is recorded; the recording is written when the JVM ends. */
  List<String> recordFlags() {
    return with("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording, "-Xlog:aot=off");
  }

  /**
   * Makes the cache of what was recorded; where that fails, the service starts without.
   *
   * @param started takes the process that makes it
   * @return whether there is a cache now
   */
  boolean create(Consumer<ProcessHandle> started) throws IOException, InterruptedException {
    if (!Files.isRegularFile(recording)) {
      return false;
    }
    Path fresh = cache.resolveSibling(recording.getFileName() + ".aot");
    List<String> command = new ArrayList<>(List.of(ServiceJvm.java().toString()));
    command.addAll(
        with("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + fresh));
    command.addAll(List.of("-jar", jar.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(cache.resolveSibling("create.log").toFile())
            .start();
    try {
      started.accept(process.toHandle());
      boolean created =
          process.waitFor(CREATE_LIMIT_SECONDS, TimeUnit.SECONDS)
              && process.exitValue() == 0
              && Files.isRegularFile(fresh);
      if (created) {
        Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
        deleteOthers();
      }
      return created;
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(recording);
      Files.deleteIfExists(fresh);
    }
  }

  /** Caches and recordings of earlier builds; a JVM that runs from a cache keeps it open. */
  private void deleteOthers() throws IOException {
    List<Path> others;
    try (Stream<Path> files = Files.list(cache.getParent())) {
      others =
          files
              .filter(file -> file.getFileName().toString().startsWith("service-"))
              .filter(file -> !file.equals(cache))
              .sorted(Comparator.naturalOrder())
              .toList();
    }
    for (Path other : others) {
      Files.deleteIfExists(other);
    }
  }

  private List<String> with(String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return all;
  }
}
