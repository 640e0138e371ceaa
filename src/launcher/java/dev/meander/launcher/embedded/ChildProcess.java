package dev.meander.launcher.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One server's process, in a session of its own so that a Ctrl-C at the terminal reaches only the
 * launcher, which then stops everything in order. Its output goes to a bounded log. Thread-safe.
 */
final class ChildProcess {

  private final ServerKind kind;
  private final StopSignal signal;
  private final Process process;
  private final RotatingLog log;
  private volatile boolean stopping;

  private ChildProcess(ServerKind kind, StopSignal signal, Process process, RotatingLog log) {
    this.kind = kind;
    this.signal = signal;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the command in the folder.
   *
   * @throws EmbeddedServerException when the system can't start it
   */
  static ChildProcess start(
      ServerKind kind, List<String> command, Path folder, Path logFile, StopSignal signal) {
    List<String> line = new ArrayList<>();
    Executables.find("setsid").ifPresent(setsid -> line.add(setsid.toString()));
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    // Options of the launcher's JVM, and of the caller's PostgreSQL client, are none of theirs.
    builder.environment().keySet().removeIf(ChildProcess::isForeign);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      RotatingLog log = RotatingLog.follow(process.getInputStream(), logFile, kind.title());
      return new ChildProcess(kind, signal, process, log);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "the embedded " + kind.title() + " can't be started (" + line.getFirst() + ")", e);
    }
  }

  private static boolean isForeign(String variable) {
    return variable.startsWith("PG")
        || variable.startsWith("PULSAR_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }

  ServerKind kind() {
    return kind;
  }

  long pid() {
    return process.pid();
  }

  StopSignal signal() {
    return signal;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Completes with this once the process has ended and its log is complete. */
  CompletableFuture<ChildProcess> onExit() {
    return process.onExit().thenApplyAsync(ended -> joined());
  }

  /** Whether the end of this process was asked for. */
  boolean stopping() {
    return stopping;
  }

  /**
   * Passes when the process is alive.
   *
   * @throws EmbeddedServerException with exit status and the log's tail when it is not
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw joined().failure("has stopped with exit status " + process.exitValue());
    }
  }

  /** A failure of this server with the log's tail. */
  EmbeddedServerException failure(String what) {
    return new EmbeddedServerException(
        "the embedded %s %s; the end of %s:%n%s"
            .formatted(kind.title(), what, log.file(), log.tail()));
  }

  /**
   * Asks the process to stop; returns at once. Through the handle: the process's own methods close
   * its output, and with it the log of the stop.
   */
  void requestStop(StopSignal how) {
    stopping = true;
    switch (how) {
      case TERM -> handle().destroy();
      case KILL -> handle().destroyForcibly();
      case INT -> interrupt();
    }
  }

  /** Waits until the process has ended, and kills it at the deadline. Tells whether it had to. */
  boolean awaitStop(Instant deadline) throws InterruptedException {
    Duration left = Duration.between(Instant.now(), deadline);
    if (process.waitFor(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly();
    process.waitFor();
    return true;
  }

  /** Kills it and what it may have started, and waits, even when interrupted, until it is gone. */
  void kill() {
    stopping = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  private void interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(pid())).inheritIO().start().waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }

  private ChildProcess joined() {
    log.join();
    return this;
  }
}
