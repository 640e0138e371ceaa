package dev.meander.launcher.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How the broker's JVM is started.
 *
 * @param folder its working directory, which keeps its data
 * @param ports where it listens
 * @param sizes of its heap, and how full its disk may be
 * @param classpath as Maven resolved it
 */
record BrokerCommand(Path folder, ServerPorts ports, ServerSizes sizes, String classpath) {

  /** In parts of the limit of the disk. */
  private static final double WARNED = 0.97;

  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.nio",
          "java.base/java.util.zip",
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.platform",
          "java.base/sun.net",
          "java.management/sun.management",
          "jdk.management/com.sun.management.internal");

  /** Writes the files that the command line names. */
  void prepare() {
    try {
      Files.writeString(folder.resolve("standalone.conf"), settings());
      Files.writeString(folder.resolve("log4j2.xml"), resource("broker-log4j2.xml"));
      // An argument file: 30 KB of class path would drown every process listing.
      Files.writeString(folder.resolve("classpath.args"), "-cp \"" + classpath + "\"\n");
    } catch (IOException e) {
      throw new EmbeddedServerException("the folder " + folder + " can't be prepared", e);
    }
  }

  /** Every flag but the heap's size: an AOT cache fits the JVM that was started with the same. */
  static List<String> flags() {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xms64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlog4j.configurationFile=log4j2.xml",
                "-Djava.net.preferIPv4Stack=true"));
    OPENED.forEach(name -> flags.addAll(List.of("--add-opens", name + "=ALL-UNNAMED")));
    return flags;
  }

  /** The command line with the flags that use or make an AOT cache. */
  List<String> line(List<String> cacheFlags) {
    List<String> line = new ArrayList<>();
    line.add(Executables.java().toString());
    line.add("-Xmx" + sizes.brokerHeap() + "m");
    line.addAll(flags());
    line.addAll(cacheFlags);
    line.addAll(
        List.of(
            "@classpath.args",
            "org.apache.pulsar.PulsarStandaloneStarter",
            "--config",
            "standalone.conf",
            "--no-functions-worker",
            "--no-stream-storage",
            "--num-bookies",
            "1",
            "--metadata-dir",
            "metadata",
            "--bookkeeper-dir",
            "bookkeeper"));
    return line;
  }

  private String settings() throws IOException {
    return resource("standalone.conf")
        + String.format(
            Locale.ROOT,
            "%nbrokerServicePort=%d%nwebServicePort=%d%ndiskUsageThreshold=%.6f%ndiskUsageWarnThreshold=%.6f%n",
            ports.broker(),
            ports.brokerHttp(),
            sizes.fullDisk(),
            WARNED * sizes.fullDisk());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BrokerCommand.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
