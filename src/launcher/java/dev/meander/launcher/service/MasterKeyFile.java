package dev.meander.launcher.service;

import dev.meander.log.privacy.MasterKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The master keys of an instance, in its data folder where only its owner reads them. {@code
 * --fresh} leaves the file: outside servers may hold what it wraps.
 *
 * @param path of the file
 */
public record MasterKeyFile(Path path) {

  private static final String COMMENT =
      "# Wraps the keys of people's events: without this file none of them can be read again.";

  /** The file of a data folder, which may not be there. */
  public static MasterKeyFile of(Path data) {
    return new MasterKeyFile(data.resolve("keys").resolve("master.keys"));
  }

  /** The file of a data folder, made with a new key where there is none. */
  static MasterKeyFile ensure(Path data) throws IOException {
    MasterKeyFile file = of(data);
    if (!Files.exists(file.path)) {
      file.write(List.of(MasterKeys.generate("m1")));
    }
    return file;
  }

  /** The lines of its keys, the current one first. */
  public List<String> keys() throws IOException {
    return Files.readAllLines(path).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** Puts these keys in place of those that are there, in one step. */
  public void write(List<String> keys) throws IOException {
    Files.createDirectories(
        path.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path next = path.resolveSibling(path.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        next, COMMENT + "\n" + String.join("\n", keys) + "\n", StandardCharsets.UTF_8);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
