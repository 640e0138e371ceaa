package dev.meander.scoring.shop;

import dev.meander.event.CategoryPath;
import dev.meander.event.LogPosition;
import dev.meander.statistics.ShopStatistics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shop's statistics as of a moment, with the names of their categories. Immutable; any number of
 * threads.
 */
public final class ShopSnapshot {

  /**
   * What was counted.
   *
   * @param projection version of the read model
   * @param positions how far each partition of the log was folded: all up to there is counted, and
   *     nothing else
   * @param countedAt when
   */
  public record Version(int projection, List<LogPosition> positions, Instant countedAt) {
    public Version {
      positions = List.copyOf(positions);
    }

    /** Whether the other is of the same events. */
    public boolean sameAs(Version other) {
      return projection == other.projection && positions.equals(other.positions);
    }
  }

  private final Version version;
  private final @Nullable ShopStatistics statistics;
  private final List<CategoryPath> names;
  private final int waiting;
  private final Map<CategoryPath, Integer> numbers;
  private final @Nullable ShopScales scales;

  /**
   * @param statistics null while nobody visited anything
   * @param names of the categories by their number
   * @param waiting names that have no vector yet
   */
  ShopSnapshot(
      Version version, @Nullable ShopStatistics statistics, List<CategoryPath> names, int waiting) {
    this.version = version;
    this.statistics = statistics;
    this.names = List.copyOf(names);
    this.waiting = waiting;
    numbers = HashMap.newHashMap(names.size());
    for (CategoryPath name : names) {
      numbers.put(name, numbers.size());
    }
    scales = null;
  }

  private ShopSnapshot(ShopSnapshot of, @Nullable ShopScales scales) {
    version = of.version;
    statistics = of.statistics;
    names = of.names;
    waiting = of.waiting;
    numbers = of.numbers;
    this.scales = scales;
  }

  /**
   * The same shop, told by other scales.
   *
   * @param other null for those of the models
   */
  public ShopSnapshot told(@Nullable ShopScales other) {
    return new ShopSnapshot(this, other);
  }

  /** How rankers are told right in this shop; null where none of its own days say it. */
  public @Nullable ShopScales scales() {
    return scales;
  }

  public Version version() {
    return version;
  }

  /** Null while nobody visited anything. */
  public @Nullable ShopStatistics statistics() {
    return statistics;
  }

  /** The names of the categories by their number. */
  public List<CategoryPath> names() {
    return names;
  }

  /** Whether all its names were compared, as far as they have words. */
  public boolean isNamed() {
    return statistics == null || (statistics.isNamed() && waiting == 0);
  }

  /** The number of a category; {@link PersonVisits#LEFT_OUT} where it is not known. */
  public int numberOf(CategoryPath category) {
    return numbers.getOrDefault(category, PersonVisits.LEFT_OUT);
  }
}
