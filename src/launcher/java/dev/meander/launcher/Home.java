package dev.meander.launcher;

import java.nio.file.Path;

/** The folder of the project, told by the script. */
record Home(Path folder) {

  /** Names the folder to the launcher's JVM. */
  static final String PROPERTY = "meander.home";

  static Home ofScript() {
    return new Home(Path.of(System.getProperty(PROPERTY, ".")).toAbsolutePath().normalize());
  }

  /** The data folder: the one asked for, relative to where the person is, or the project's own. */
  Path data(String asked) {
    return asked.isEmpty()
        ? folder.resolve(".meander")
        : Path.of(asked).toAbsolutePath().normalize();
  }

  Path target() {
    return folder.resolve("target");
  }
}
