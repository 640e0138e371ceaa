package dev.meander.launcher.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A full collection of another JVM's heap, by the JDK's own tool; what it leaves is alive. */
public final class FullCollection {

  private FullCollection() {}

  /**
   * Returns when it is done.
   *
   * @throws IOException when the tool does not reach the process
   */
  public static void of(ProcessHandle process) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    int status =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("jcmd does not reach process " + process.pid());
    }
  }
}
