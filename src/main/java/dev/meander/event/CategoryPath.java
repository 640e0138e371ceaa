package dev.meander.event;

import java.util.List;

/**
 * A place in the shop's category tree, from the root down: {@code [electronics, phone]}.
 *
 * @param levels 1 to 8 names, each 1 to 128 characters
 */
public record CategoryPath(List<String> levels) implements Comparable<CategoryPath> {

  /** Deepest path. */
  public static final int MAX_LEVELS = 8;

  /** Longest name of one level, in UTF-16 code units. */
  public static final int MAX_NAME_LENGTH = 128;

  public CategoryPath {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || levels.size() > MAX_LEVELS) {
      throw new IllegalArgumentException(
          "category has " + levels.size() + " levels, 1 to " + MAX_LEVELS + " are allowed");
    }
    for (String level : levels) {
      IdText.check("category level", level, MAX_NAME_LENGTH);
    }
  }

  public static CategoryPath of(String... levels) {
    return new CategoryPath(List.of(levels));
  }

  /** Orders level by level, by UTF-16 code units; a parent comes before its children. */
  @Override
  public int compareTo(CategoryPath other) {
    int shared = Math.min(levels.size(), other.levels.size());
    for (int i = 0; i < shared; i++) {
      int byLevel = levels.get(i).compareTo(other.levels.get(i));
      if (byLevel != 0) {
        return byLevel;
      }
    }
    return Integer.compare(levels.size(), other.levels.size());
  }

  @Override
  public String toString() {
    return String.join("/", levels);
  }
}
