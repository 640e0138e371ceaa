package dev.meander.scoring;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where models lie: {@code current.json} names the one that serves, {@code <name>/<version>/} holds
 * it. Either a folder or the resources packed into the artefact.
 */
final class ModelFiles {
  private static final String RESOURCES = "model-artifacts/";

  private final Optional<Path> folder;

  ModelFiles(Optional<Path> folder) {
    this.folder = folder;
  }

  /**
   * Reads a file whole.
   *
   * @param path relative, with forward slashes
   * @throws ModelRefusedException when it is not there or cannot be read
   */
  byte[] read(String path) {
    try {
      return folder.isPresent()
          ? Files.readAllBytes(folder.get().resolve(path))
          : readResource(RESOURCES + path);
    } catch (IOException e) {
      throw new ModelRefusedException(path + " cannot be read from " + this, e);
    }
  }

  private static byte[] readResource(String path) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in =
        (loader != null ? loader : ModelFiles.class.getClassLoader()).getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return in.readAllBytes();
    }
  }

  @Override
  public String toString() {
    return folder.map(Path::toString).orElse("the artefact's resources");
  }
}
