package dev.meander.launcher.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's data folder and the password of its one user. */
record PostgresData(Path parent) {

  Path folder() {
    return parent.resolve("data");
  }

  private Path passwordFile() {
    return parent.resolve("password");
  }

  String password() {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (IOException e) {
      throw new EmbeddedServerException("the file " + passwordFile() + " can't be read", e);
    }
  }

  /** Makes the data folder at the first start; clears a lock left by a SIGKILL at later ones. */
  void prepare(Path home) {
    try {
      if (Files.exists(folder().resolve("PG_VERSION"))) {
        clearStaleLock();
      } else {
        initialise(home);
      }
    } catch (IOException e) {
      throw new EmbeddedServerException("the folder " + parent + " can't be prepared", e);
    }
  }

  private void initialise(Path home) throws IOException {
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    Files.deleteIfExists(passwordFile());
    Files.createFile(
        passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile(), HexFormat.of().formatHex(secret));
    // Made under another name, so that an interrupted first start leaves nothing half made.
    Path fresh = parent.resolve("data.new");
    Folders.delete(fresh);
    List<String> command = new ArrayList<>(UnprivilegedUser.prefix());
    command.addAll(
        List.of(
            home.resolve("bin/initdb").toString(),
            "--pgdata=" + fresh,
            "--username=" + PostgresProbe.USER,
            "--pwfile=" + passwordFile(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-instructions"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (exitStatus(process) != 0) {
      throw new EmbeddedServerException("initdb failed:\n" + output);
    }
    Files.move(fresh, folder(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static int exitStatus(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /**
   * Removes {@code postmaster.pid} when its process is gone or is something else by now: PostgreSQL
   * itself refuses to start when the number was given to another process meanwhile.
   */
  private void clearStaleLock() throws IOException {
    Path lock = folder().resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    List<String> lines = Files.readAllLines(lock);
    Optional<ProcessHandle> owner =
        lines.isEmpty()
            ? Optional.empty()
            : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (owner
        .flatMap(handle -> handle.info().command())
        .filter(PostgresData::isPostgres)
        .isPresent()) {
      throw new EmbeddedServerException(
          "a PostgreSQL server, process %s, still runs on %s: stop it first"
              .formatted(lines.getFirst().strip(), folder()));
    }
    Files.delete(lock);
  }

  private static boolean isPostgres(String command) {
    return command.endsWith("/postgres");
  }
}
