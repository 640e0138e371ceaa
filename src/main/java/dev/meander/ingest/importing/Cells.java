package dev.meander.ingest.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row with what templates can say of it beside its cells. Not for several threads. */
final class Cells {

  private final Row row;
  private final int repeat;
  private @Nullable String hash;

  /**
   * @param repeat how many rows of the same content stand directly before
   */
  Cells(Row row, int repeat) {
    this.row = row;
    this.repeat = repeat;
  }

  @Nullable String column(String name) {
    return row.value(name);
  }

  String about(Template.About what) {
    return switch (what) {
      case FILE -> row.source();
      case LINE -> Long.toString(row.line());
      case HASH -> hash();
      case REPEAT -> Integer.toString(repeat);
    };
  }

  private String hash() {
    String known = hash;
    if (known == null) {
      List<String> content = row.content();
      known = ContentHash.of(content.toArray(String[]::new));
      hash = known;
    }
    return known;
  }
}
