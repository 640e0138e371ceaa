package dev.meander.launcher.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The broker's class path, resolved by Maven from a project of its own, because its libraries and
 * the service's disagree. Resolved again when that project changes or a jar has gone.
 */
final class BrokerClasspath {

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private BrokerClasspath() {}

  /**
   * The class path.
   *
   * @throws EmbeddedServerException with Maven's output when it can't be resolved
   */
  static String resolved(Path project, Consumer<String> progress) {
    Path pom = project.resolve("src/launcher/broker/pom.xml");
    Path file = project.resolve("target/broker/broker.classpath");
    try {
      Optional<String> known = known(pom, file);
      if (known.isPresent()) {
        return known.get();
      }
      progress.accept("fetching the broker's libraries (about 250 MB, once per machine)");
      Files.createDirectories(file.getParent());
      resolve(project, pom, file);
      return known(pom, file)
          .orElseThrow(
              () -> new EmbeddedServerException("Maven resolved no class path into " + file));
    } catch (IOException e) {
      throw new EmbeddedServerException("the broker's class path can't be resolved", e);
    }
  }

  private static Optional<String> known(Path pom, Path file) throws IOException {
    if (!Files.exists(file)
        || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(pom)) < 0) {
      return Optional.empty();
    }
    String classpath = Files.readString(file).strip();
    return Optional.of(classpath)
        .filter(path -> !path.isEmpty())
        .filter(path -> SEPARATOR.splitAsStream(path).map(Path::of).allMatch(Files::exists));
  }

  private static void resolve(Path project, Path pom, Path file) throws IOException {
    // Under another name first: two builds may resolve it at the same time.
    Path fresh = Files.createTempFile(file.getParent(), "broker", ".classpath");
    ProcessBuilder builder =
        new ProcessBuilder(
            project.resolve("mvnw").toString(),
            "-q",
            "-B",
            "-f",
            pom.toString(),
            "dependency:build-classpath",
            "-Dmdep.outputFile=" + fresh);
    builder.directory(project.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new EmbeddedServerException(
            "Maven could not fetch the broker's libraries:\n" + output);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("interrupted while fetching the broker's libraries", e);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
