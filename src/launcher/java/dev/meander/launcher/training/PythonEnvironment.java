package dev.meander.launcher.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The Python project that trains, with the libraries that its {@code requirements.txt} pins: set up
 * in a folder of its own at first use, and again when what is pinned changes. Not for two processes
 * at once.
 */
public final class PythonEnvironment {

  private static final String DONE = "requirements.sha256";

  private final Path project;
  private final Path folder;
  private final String python;

  /**
   * @param project the folder of {@code requirements.txt} and the packages
   * @param folder where the libraries are kept; made where there is none
   * @param python the interpreter that makes it, 3.11 or later, with {@code venv}
   */
  public PythonEnvironment(Path project, Path folder, String python) {
    this.project = project;
    this.folder = folder.toAbsolutePath().normalize();
    this.python = python;
  }

  /**
   * Runs a module with this process's output; sets up before where that is due.
   *
   * @return its exit status
   * @throws IOException where the interpreter cannot be started or the set-up fails; the next call
   *     tries again
   * @throws InterruptedException where the wait is given up; the module is stopped
   */
  public int run(String module, List<String> arguments) throws IOException, InterruptedException {
    setUp();
    List<String> command = new ArrayList<>(List.of(interpreter(), "-m", module));
    command.addAll(arguments);
    return wait(command);
  }

  private void setUp() throws IOException, InterruptedException {
    Path requirements = project.resolve("requirements.txt");
    String pinned = sha256(Files.readAllBytes(requirements));
    Path done = folder.resolve(DONE);
    if (Files.exists(done) && Files.readString(done).equals(pinned)) {
      return;
    }
    Files.createDirectories(folder);
    Files.deleteIfExists(done);
    require(List.of(python, "-m", "venv", folder.toString()));
    require(
        List.of(
            interpreter(),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--quiet",
            "-r",
            requirements.toString()));
    Files.writeString(done, pinned);
  }

  private String interpreter() {
    return folder.resolve("bin").resolve("python").toString();
  }

  private void require(List<String> command) throws IOException, InterruptedException {
    int status = wait(command);
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with status " + status);
    }
  }

  private int wait(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(project.toFile()).inheritIO().start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
