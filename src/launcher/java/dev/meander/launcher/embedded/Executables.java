package dev.meander.launcher.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The few tools of the system that we use where they exist. */
final class Executables {

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private Executables() {}

  /** The first executable file of that name on the PATH or in the usual system folders. */
  static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(SEPARATOR.splitAsStream(path), Stream.of("/usr/bin", "/bin", "/usr/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The {@code java} of the JDK that runs us. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
