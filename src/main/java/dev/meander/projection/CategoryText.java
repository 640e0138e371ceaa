package dev.meander.projection;

import dev.meander.event.CategoryPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Category paths as one column: levels joined by U+001F, which no level can hold. */
final class CategoryText {

  private static final String SEPARATOR = "\u001f";

  private CategoryText() {}

  static String of(@Nullable CategoryPath category) {
    return category == null ? "" : String.join(SEPARATOR, category.levels());
  }

  static CategoryPath parse(String text) {
    return new CategoryPath(List.of(text.split(SEPARATOR, -1)));
  }
}
