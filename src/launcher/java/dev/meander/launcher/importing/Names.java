package dev.meander.launcher.importing;

import java.nio.file.Path;

/** How sources are called in templates and ids. */
final class Names {

  private Names() {}

  /** A file's name without folder and endings: packed or not, it is one source. */
  static String source(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }
}
