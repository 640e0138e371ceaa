package dev.meander.launcher.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The JVM that runs the service and how it is tuned for a laptop. */
final class ServiceJvm {

  /** Flags that are put behind ours, separated by spaces. */
  static final String OPTIONS_VARIABLE = "MEANDER_SERVICE_JAVA_OPTS";

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private ServiceJvm() {}

  /** The {@code java} of the JDK that runs the launcher. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The same for recording, making and using an AOT cache, or the JVM would ignore the cache. */
  static List<String> flags(Map<String, String> environment) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xms64m",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
    SPACES
        .splitAsStream(environment.getOrDefault(OPTIONS_VARIABLE, "").strip())
        .filter(flag -> !flag.isEmpty())
        .forEach(flags::add);
    return List.copyOf(flags);
  }
}
