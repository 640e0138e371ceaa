package dev.meander.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The small models under {@code src/test/resources/models}; fixtures.py makes them. */
final class Models {
  static final Path FOLDER =
      Path.of(System.getProperty("meander.basedir", ".")).resolve("src/test/resources/models");

  private Models() {}

  static ModelFiles files() {
    return new ModelFiles(Optional.of(FOLDER));
  }

  static byte[] graph(String name) {
    return files().read(name + "/1/model.onnx");
  }

  static ModelManifest manifest(String name) {
    return ModelManifest.parse(files().read(name + "/1/manifest.json"));
  }

  static OnnxModel load(String name) {
    return OnnxModel.load(manifest(name), graph(name), ExecutionProviderWanted.AUTO, 1);
  }

  /** Copies a model into a repository folder and points {@code current.json} at it. */
  static void install(Path repository, String name) {
    try {
      Path to = repository.resolve(name).resolve("1");
      Files.createDirectories(to);
      for (String file : new String[] {"model.onnx", "manifest.json"}) {
        Files.write(to.resolve(file), files().read(name + "/1/" + file));
      }
      point(repository, "{\"name\":\"" + name + "\",\"version\":\"1\"}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void point(Path repository, String json) {
    try {
      Files.writeString(repository.resolve("current.json"), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
