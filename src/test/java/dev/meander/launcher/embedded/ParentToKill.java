package dev.meander.launcher.embedded;

import java.nio.file.Path;
import java.util.EnumSet;

/** A process that starts servers, says where they are, and waits to be killed. */
final class ParentToKill {

  private ParentToKill() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedServers servers =
        EmbeddedServers.start(
            ServerSettings.standard(Path.of(arguments[0]), Path.of(arguments[1]))
                .withSizes(ServerSizes.small())
                .withEmbedded(EnumSet.of(ServerKind.POSTGRES, ServerKind.REDIS)),
            System.err::println);
    servers.configuration().forEach((name, value) -> System.out.println(name + "=" + value));
    servers.processes().values().forEach(process -> System.out.println("pid=" + process.pid()));
    System.out.println("ready");
    Thread.currentThread().join();
  }
}
