package dev.meander.launcher;

import dev.meander.ingest.importing.Mapping;
import dev.meander.ingest.importing.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the imports of tables from files are told. */
final class ImportTable {

  /** The end of each of their helps. */
  static final String MAPPING =
      "A mapping says what columns mean, in YAML or JSON; src/docs/importing.md has the whole form:";

  @Mixin private SendOptions sending = new SendOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "what to read, plain or .gz")
  private List<Path> files = new ArrayList<>();

  SendOptions sending() {
    return sending;
  }

  List<Path> files() {
    return files;
  }

  /**
   * @throws CommandFailure naming file and line where the mapping can't be used
   */
  static Mapping mapping(Path file) throws IOException {
    SendOptions.needFiles(List.of(file));
    try {
      return Mapping.parse(Files.readString(file));
    } catch (MappingException e) {
      throw new CommandFailure(file + ", " + e.getMessage(), e);
    }
  }

  /** What tells a run from one with another mapping. */
  static String state(Path mapping) throws IOException {
    return Files.readString(mapping);
  }
}
