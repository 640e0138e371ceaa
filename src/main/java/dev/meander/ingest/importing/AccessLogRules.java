package dev.meander.ingest.importing;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the addresses of one shop mean.
 *
 * @param login found in the path of a POST that logs somebody in
 * @param views found in the address of a page about one item; the first that fits counts. The group
 *     {@code item} is the item's id, the group {@code category}, where there is one, its category,
 *     levels parted by {@code /}
 * @param searches found in the address of a search, whose words are the group {@code query}
 * @param sessionGap of silence, after which a visitor's next request begins another session
 * @param botRate page requests in a minute that no person makes
 * @param bots what becomes of robots' events
 * @param salt keeps others from finding the visitor of an address by trying them all; any text
 */
public record AccessLogRules(
    Pattern login,
    List<Pattern> views,
    List<Pattern> searches,
    Duration sessionGap,
    int botRate,
    Bots bots,
    String salt) {

  /** What becomes of robots' events. */
  public enum Bots {
    /** They carry {@code bot} in their context and are sent like any other. */
    mark,
    /** They are left out and counted. */
    leave_out
  }

  /**
   * @throws IllegalArgumentException when a pattern lacks its group
   */
  public AccessLogRules {
    views = List.copyOf(views);
    searches = List.copyOf(searches);
    views.forEach(pattern -> needGroup(pattern, "item"));
    searches.forEach(pattern -> needGroup(pattern, "query"));
    if (botRate < 1) {
      throw new IllegalArgumentException("the rate of robots must be at least 1, not " + botRate);
    }
  }

  private static void needGroup(Pattern pattern, String group) {
    if (!pattern.namedGroups().containsKey(group)) {
      throw new IllegalArgumentException(
          "the pattern %s has no group (?<%s>...)".formatted(pattern, group));
    }
  }
}
