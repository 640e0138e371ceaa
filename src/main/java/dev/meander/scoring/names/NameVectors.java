package dev.meander.scoring.names;

import dev.meander.statistics.NameLikeness;
import dev.meander.statistics.ShopCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of the names that were met, made once each, and what they say of a shop. The encoder
 * is open while there are new names only. Holds {@link NameEncoder#WIDTH} bytes a name, of at most
 * {@link ShopCounts#MOST_CATEGORIES} names. Any thread; a call waits for the one before, and takes
 * milliseconds a new name.
 */
public final class NameVectors {

  private static final byte[] NO_WORDS = {};

  /**
   * What the names of a shop are like.
   *
   * @param waiting names that have words and no vector yet: of these nothing is said
   */
  public record Compared(NameLikeness likeness, int waiting) {

    /** Nobody looked. */
    public static final Compared NOT = new Compared(NameLikeness.NONE, 0);
  }

  private final int mostNew;
  private final Map<String, byte[]> vectors =
      new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > ShopCounts.MOST_CATEGORIES;
        }
      };

  private List<String> latest = List.of();
  private @Nullable NameLikeness likeness;

  /** All names at once, however long that takes. */
  public NameVectors() {
    this(Integer.MAX_VALUE);
  }

  /**
   * @param mostNew names that get their vectors in one call
   */
  public NameVectors(int mostNew) {
    this.mostNew = mostNew;
  }

  /**
   * Compares the names of a shop's categories.
   *
   * @param categories by number, levels of a path in whatever writing
   * @throws IllegalStateException when the encoder does not start
   */
  public synchronized Compared of(List<String> categories) {
    List<String> words = categories.stream().map(CategoryWords::of).toList();
    int waiting = encode(words);
    List<String> told = words.stream().map(each -> vectors.containsKey(each) ? each : "").toList();
    NameLikeness before = likeness;
    if (before != null && told.equals(latest)) {
      return new Compared(before, waiting);
    }
    List<byte[]> names = new ArrayList<>();
    told.forEach(each -> names.add(vectors.getOrDefault(each, NO_WORDS)));
    NameLikeness now = NameLikeness.of(names);
    likeness = now;
    latest = told;
    return new Compared(now, waiting);
  }

  /** Makes what vectors are missing, in the order of the numbers; how many still are. */
  private int encode(List<String> words) {
    List<String> missing =
        words.stream()
            .filter(each -> !each.isEmpty() && vectors.get(each) == null)
            .distinct()
            .toList();
    if (missing.isEmpty()) {
      return 0;
    }
    int made = Math.min(mostNew, missing.size());
    try (NameEncoder encoder = NameEncoder.open()) {
      for (String name : missing.subList(0, made)) {
        vectors.put(name, encoder.encode(name));
      }
    }
    return missing.size() - made;
  }
}
