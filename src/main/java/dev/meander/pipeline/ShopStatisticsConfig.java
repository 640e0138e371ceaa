package dev.meander.pipeline;

import dev.meander.statistics.ShopCounts;
import dev.meander.statistics.ShopForm;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.ZoneOffset;

/** How the shop's statistics are counted. */
@ConfigMapping(prefix = "meander.statistics")
public interface ShopStatisticsConfig {

  /** Least pause between two counts; a count that takes long is followed by a longer one. */
  @WithDefault("10s")
  Duration refresh();

  /** The shop's clock, as an offset: days and the seasons of a day are told by it. */
  @WithDefault("Z")
  ZoneOffset zone();

  /**
   * What the times of events say: {@code clock}, {@code day} where they are those of orders, or
   * {@code order} where they are without a date.
   */
  @WithDefault("clock")
  ShopForm.TimeGrain times();

  /** Runs after which a session that others are compared with is cut. */
  @WithDefault("" + ShopForm.MOST_SESSION_RUNS)
  @Min(2)
  @Max(ShopForm.MOST_SESSION_RUNS)
  int longestSession();

  /** Most categories; the least visited ones beyond are not counted. */
  @WithDefault("32768")
  @Min(1)
  @Max(ShopCounts.MOST_CATEGORIES)
  int mostCategories();

  /**
   * Most pairs of each of the nine tables, 40 bytes a pair while they are counted; beyond, half of
   * the contexts is counted, or a quarter, and the answers say so.
   */
  @WithDefault("524288")
  @Min(1_024)
  @Max(ShopCounts.MOST_PAIRS)
  int mostPairs();

  /**
   * Most names of categories that get their vectors beside one count, some milliseconds each, where
   * a ranker asks what names are like; the others have to wait for the next.
   */
  @WithDefault("8192")
  @Min(1)
  int mostNewNames();
}
