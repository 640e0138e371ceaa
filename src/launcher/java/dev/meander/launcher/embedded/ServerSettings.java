package dev.meander.launcher.embedded;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to embed, and where.
 *
 * @param project the project's folder: its {@code target} takes the unpacked binaries and the
 *     broker's class path
 * @param data the folder that keeps {@code pulsar}, {@code postgres}, {@code redis} and {@code
 *     logs}; made when absent, used by one instance at a time
 * @param embedded the servers to start; the others are outside ones
 * @param ports where they listen
 * @param sizes how much memory they take
 */
public record ServerSettings(
    Path project, Path data, Set<ServerKind> embedded, ServerPorts ports, ServerSizes sizes) {

  /** Makes both paths absolute and copies the set. */
  public ServerSettings {
    project = project.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    embedded = Set.copyOf(embedded);
  }

  /** All three servers on free ports, sized for a laptop. */
  public static ServerSettings standard(Path project, Path data) {
    return new ServerSettings(
        project, data, EnumSet.allOf(ServerKind.class), ServerPorts.free(), ServerSizes.standard());
  }

  /** The same on these ports. */
  public ServerSettings withPorts(ServerPorts chosen) {
    return new ServerSettings(project, data, embedded, chosen, sizes);
  }

  /** The same with only these servers embedded. */
  public ServerSettings withEmbedded(Set<ServerKind> chosen) {
    return new ServerSettings(project, data, chosen, ports, sizes);
  }

  /** The same with other sizes. */
  public ServerSettings withSizes(ServerSizes chosen) {
    return new ServerSettings(project, data, embedded, ports, chosen);
  }
}
