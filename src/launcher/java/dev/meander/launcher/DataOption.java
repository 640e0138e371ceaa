package dev.meander.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, shared by the commands that keep something. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where servers and positions are kept (default: .meander in the project)")
  private String folder = "";

  Path folder() {
    return Home.ofScript().data(folder);
  }
}
