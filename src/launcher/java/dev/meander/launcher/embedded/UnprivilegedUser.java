package dev.meander.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL refuses to run as root, as which containers often run. */
final class UnprivilegedUser {

  private UnprivilegedUser() {}

  /**
   * What to put before a command so that it doesn't see itself as root; empty for other users. A
   * user namespace of its own is enough: files keep their owner, and the process its id.
   *
   * @throws EmbeddedServerException when we are root and the system allows no user namespace
   */
  static List<String> prefix() {
    if (!isRoot()) {
      return List.of();
    }
    return Executables.find("unshare")
        .filter(UnprivilegedUser::works)
        .map(unshare -> List.of(unshare.toString(), "-U"))
        .orElseThrow(
            () ->
                new EmbeddedServerException(
                    "the embedded postgres refuses to run as root and this system allows no user"
                        + " namespace (unshare -U): run as another user, or give the address of an"
                        + " outside PostgreSQL"));
  }

  private static boolean works(Path unshare) {
    try {
      return new ProcessBuilder(unshare.toString(), "-U", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "root".equals(System.getProperty("user.name"));
    }
  }
}
