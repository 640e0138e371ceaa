package dev.meander.launcher.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JVM's ahead-of-time cache of the broker's classes, under {@code target/broker}. Its name
 * holds everything that it depends on: JDK, flags, class path.
 *
 * @param file there or not
 */
record BrokerCache(Path file) {

  private static final String SUFFIX = ".aot";
  private static final List<String> QUIET = List.of("-Xlog:aot=off", "-Xlog:cds=off");
  private static final Pattern SEPARATOR =
      Pattern.compile(Pattern.quote(java.io.File.pathSeparator));

  static BrokerCache of(Path project, String classpath) {
    StringBuilder key = new StringBuilder(System.getProperty("java.home"));
    key.append(Runtime.version()).append(BrokerCommand.flags());
    try {
      for (String jar : SEPARATOR.splitAsStream(classpath).toList()) {
        key.append(jar).append(Files.getLastModifiedTime(Path.of(jar)));
      }
    } catch (IOException e) {
      throw new EmbeddedServerException("a library of the broker can't be read", e);
    }
    UUID name = UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8));
    return new BrokerCache(project.resolve("target/broker/" + name + SUFFIX));
  }

  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** The flags that use it; none while there is none. A cache that doesn't fit is ignored. */
  List<String> startFlags() {
    return exists() ? with("-XX:AOTCache=" + file) : List.of();
  }

  /** The flags of a JVM that makes one when it ends. */
  static List<String> trainingFlags(Path output) {
    return with("-XX:AOTCacheOutput=" + output);
  }

  private static List<String> with(String flag) {
    return Stream.concat(Stream.of(flag), QUIET.stream()).toList();
  }

  /** Takes what a training made, and deletes the caches of earlier class paths. */
  void adopt(Path made) throws IOException {
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    try (Stream<Path> all = Files.list(file.getParent())) {
      for (Path other : all.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
        if (!other.equals(file)) {
          Files.deleteIfExists(other);
        }
      }
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new EmbeddedServerException("the cache " + file + " can't be deleted", e);
    }
  }
}
