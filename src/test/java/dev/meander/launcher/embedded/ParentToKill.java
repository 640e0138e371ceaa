package dev.meander.launcher.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** A process that starts servers and a user of theirs, says where they are, waits to be killed. */
final class ParentToKill {

  private ParentToKill() {}

  /** Starts it on the data folder. */
  static Process start(Path data) throws IOException {
    return new ProcessBuilder(
            Executables.java().toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ParentToKill.class.getName(),
            RealServers.project().toString(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What it started, once it is ready; the servers' configuration goes into the map. */
  static List<ProcessHandle> children(Process parent, Map<String, String> configuration)
      throws IOException {
    List<ProcessHandle> children = new ArrayList<>();
    BufferedReader output = parent.inputReader();
    for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
      assertTrue(line != null, "the parent has ended: " + configuration);
      int split = line.indexOf('=');
      if (line.startsWith("pid=")) {
        children.add(ProcessHandle.of(Long.parseLong(line.substring(split + 1))).orElseThrow());
      } else {
        configuration.put(line.substring(0, split), line.substring(split + 1));
      }
    }
    return children;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    EmbeddedServers servers =
        EmbeddedServers.start(
            ServerSettings.standard(Path.of(arguments[0]), Path.of(arguments[1]))
                .withSizes(ServerSizes.small())
                .withEmbedded(EnumSet.of(ServerKind.POSTGRES, ServerKind.REDIS)),
            System.err::println);
    servers.configuration().forEach((name, value) -> System.out.println(name + "=" + value));
    servers.processes().values().forEach(process -> System.out.println("pid=" + process.pid()));
    // Stands in for the service, whose own settings this package does not know.
    Process user = new ProcessBuilder("sleep", "600").start();
    servers.lookAfter(user.toHandle());
    System.out.println("pid=" + user.pid());
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
