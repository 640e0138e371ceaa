package dev.meander.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An entry of every kind in every version that was ever written to a log. Its files are added to,
 * and never changed.
 */
public final class Corpus {

  static final Path GOLDEN =
      Path.of(System.getProperty("meander.basedir", ""), "src/test/resources/golden");
  static final Path FOLDER = GOLDEN.resolve("events");

  private Corpus() {}

  /**
   * @param name such as {@code v1-item_viewed.json}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Entry(String name, byte[] wire) {

    int version() {
      return Integer.parseInt(name.substring(1, name.indexOf('-')));
    }

    String kind() {
      return name.substring(name.indexOf('-') + 1, name.lastIndexOf('.'));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** By name. */
  public static List<Entry> entries() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(Corpus::entry).sorted(Comparator.comparing(Entry::name)).toList();
    }
  }

  private static Entry entry(Path file) {
    try {
      return new Entry(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
