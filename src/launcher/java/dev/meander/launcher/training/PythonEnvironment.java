package dev.meander.launcher.training;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Python project that trains, with the libraries that its {@code requirements.txt} pins: its
 * script {@code set-up} fetches them at first use, and again when what is pinned changes.
 */
public final class PythonEnvironment {

  private final Path project;
  private final String python;
  private final Map<String, String> variables;

  /**
   * @param project the folder of {@code set-up} and the packages
   * @param python the interpreter to set up with, 3.11 or later, with {@code venv}
   * @param variables of the environment, beside this process's; {@code MEANDER_TRAINING_HOME} says
   *     where libraries are kept
   */
  public PythonEnvironment(Path project, String python, Map<String, String> variables) {
    this.project = project.toAbsolutePath().normalize();
    this.python = python;
    this.variables = Map.copyOf(variables);
  }

  /**
   * Runs a module with this process's output; sets up before where that is due.
   *
   * @return its exit status
   * @throws IOException where the set-up fails, which tells why on standard error; the next call
   *     tries again
   * @throws InterruptedException where the wait is given up; the module is stopped
   */
  public int run(String module, List<String> arguments) throws IOException, InterruptedException {
    return run(List.of(), module, arguments);
  }

  /** The same for a module that wants a text encoder among the libraries. */
  public int runWithText(String module, List<String> arguments)
      throws IOException, InterruptedException {
    return run(List.of("--text"), module, arguments);
  }

  /** The same for a module that calls the judges of published sets. */
  public int runWithJudges(String module, List<String> arguments)
      throws IOException, InterruptedException {
    return run(List.of("--judges"), module, arguments);
  }

  private int run(List<String> setUp, String module, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(interpreter(setUp), "-m", module));
    command.addAll(arguments);
    return wait(builder(command).inheritIO().start());
  }

  /** Sets up where that is due. */
  private String interpreter(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(project.resolve("set-up").toString()));
    command.addAll(options);
    command.add(python);
    Process process = builder(command).redirectError(Redirect.INHERIT).start();
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = wait(process);
    if (status != 0) {
      throw new IOException("Python for training was not set up: status " + status);
    }
    return told.strip();
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().putAll(variables);
    return builder;
  }

  private static int wait(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    }
  }
}
