package dev.meander.launcher.embedded;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops the servers when this process dies without a chance to (SIGKILL, out of memory): a tiny
 * shell that reads from us which processes to look after and, when the pipe closes, asks each to
 * stop and kills it 10 s later. Thread-safe.
 */
final class Watchdog implements AutoCloseable {

  /** Lines of {@code + SIGNAL PID} add a process, {@code - SIGNAL PID} take it away again. */
  private static final String SCRIPT =
      """
      trap '' HUP INT
      all=
      while read -r change signal pid; do
        case $change in
          +) all="$all $signal:$pid" ;;
          -) kept=; for one in $all; do [ "$one" = "$signal:$pid" ] || kept="$kept $one"; done; all=$kept ;;
        esac
      done
      for one in $all; do kill "-${one%%:*}" "${one##*:}" 2>/dev/null; done
      for second in 1 2 3 4 5 6 7 8 9 10; do
        alive=
        for one in $all; do kill -0 "${one##*:}" 2>/dev/null && alive=yes; done
        [ -n "$alive" ] || exit 0
        sleep 1
      done
      for one in $all; do kill -KILL "${one##*:}" 2>/dev/null; done
      """;

  private final Process shell;
  private final Writer pipe;

  private Watchdog(Process shell) {
    this.shell = shell;
    this.pipe = shell.outputWriter(StandardCharsets.US_ASCII);
  }

  static Watchdog start() {
    List<String> command = new ArrayList<>();
    Executables.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
    command.addAll(List.of("sh", "-c", SCRIPT, "meander-watchdog"));
    try {
      return new Watchdog(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new EmbeddedServerException("the watchdog shell can't be started", e);
    }
  }

  void add(StopSignal signal, long pid) {
    tell("+", signal, pid);
  }

  /** Takes away what was added with the same signal. */
  void remove(StopSignal signal, long pid) {
    tell("-", signal, pid);
  }

  /** Ends the shell, which then stops whatever was not removed. */
  @Override
  public synchronized void close() {
    try {
      pipe.close();
      shell.waitFor();
    } catch (IOException e) {
      shell.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tell(String change, StopSignal signal, long pid) {
    try {
      pipe.write(change + " " + signal + " " + pid + "\n");
      pipe.flush();
    } catch (IOException e) {
      // Somebody killed the shell: the servers still run, and the next start on this folder stops
      // what is left of them.
      shell.destroyForcibly();
    }
  }
}
