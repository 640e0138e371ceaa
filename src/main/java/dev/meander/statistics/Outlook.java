package dev.meander.statistics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a row says besides the columns of {@link Feature} when it is asked, at a moment, how a
 * person's events of the time after will spread over categories. Weights: an event counts one, one
 * with an intent or a purchase two. Days are days of the shop's clock. Changing a meaning asks for
 * another name.
 */
public enum Outlook {
  /** Log of the category's share of the person's weight that halves within an eighth of a day. */
  SHARE_1_8("sd.125"),
  SHARE_1_4("sd.25"),
  SHARE_1_2("sd.5"),
  SHARE_1("sd1"),
  SHARE_2("sd2"),
  SHARE_4("sd4"),
  SHARE_8("sd8"),
  SHARE_16("sd16"),
  SHARE_32("sd32"),
  SHARE_64("sd64"),
  SHARE_128("sd128"),
  SHARE_256("sd256"),
  /** The same, halving within 512 days. */
  SHARE_512("sd512"),
  /** Log of the share of all weight. */
  SHARE_ALL("sall"),
  /** Log of the share of the latest active day's weight. */
  SHARE_LATEST("slast"),
  /** Log of the share of weight that halves within {@link OutlookTrend#HALF_LIFE_DAYS} days. */
  LEVEL("sd90"),
  /** Log of the shop's share; elsewhere, of all categories that are no candidate. */
  SHOP_SHARE("sshop"),
  /** Log(1 + days since the latest visit to the category); of 10,000 where there was none. */
  SINCE("since"),
  /** Days since the latest visit against the usual between its active days, at most 50. */
  SINCE_USUAL("sinceusual"),
  /** Log(1 + active days of the category). */
  CATEGORY_DAYS("cdays"),
  /** Log(1 + weight of the category). */
  CATEGORY_WEIGHT("cweight"),
  /** Log(1 + intents of the category). */
  CATEGORY_INTENTS("cintents"),
  /** Log(1 + purchases of the category). */
  CATEGORY_BUYS("cbuys"),
  /** 1 for the row of all categories that are no candidate. */
  ELSEWHERE("elsewhere"),
  /** Log(1 + the person's events). */
  EVENTS("events"),
  /** Log(1 + active days). */
  DAYS("days"),
  /** Log(1 + days since the latest event). */
  RECENCY("recency"),
  /** Log(1 + days since the first event). */
  TENURE("tenure"),
  /** Log(1 + mean days between active days). */
  GAP("gap"),
  /** Days since the latest event in mean gaps of at least .05 days, at most 30. */
  RECENCY_GAPS("recgaps"),
  /** Entropy of SHARE_ALL, nats. */
  ENTROPY("entropy"),
  /** Log(1 + active days against tenure). */
  ACTIVITY("activity"),
  /** Log(1 + events of the latest day). */
  WITHIN_1("within1"),
  /** Log(1 + events of the latest two days). */
  WITHIN_2("within2"),
  /** Log(1 + events of the latest 7 days). */
  WITHIN_7("within7"),
  /** Log(1 + events of the latest 28 days). */
  WITHIN_28("within28"),
  /** Log(1 + events of the latest 91 days). */
  WITHIN_91("within91"),
  /** Log(1 + active days among the latest 7). */
  ACTIVE_7("active7"),
  /** Log(1 + active days among the latest 14). */
  ACTIVE_14("active14"),
  /** Log(1 + active days among the latest 28). */
  ACTIVE_28("active28"),
  /** Log(1 + active days among the latest 56). */
  ACTIVE_56("active56"),
  /** Log(1 + active days among the latest 91). */
  ACTIVE_91("active91"),
  /** Log(1 + active days among the latest 182). */
  ACTIVE_182("active182"),
  /** Log(1 + active days among the latest 365). */
  ACTIVE_365("active365"),
  /** Log(1 + root mean square of the days between active days). */
  GAP_SQUARE("gapsquare"),
  /** Log(1 + most days between active days). */
  GAP_MOST("gapmost"),
  /** Log(1 + purchases). */
  BUYS("buys"),
  /** Sine of the day of the week. */
  WEEK_SINE("weeksin"),
  /** Its cosine. */
  WEEK_COSINE("weekcos"),
  /** Sine of the day of the year. */
  YEAR_SINE("yearsin"),
  /** Its cosine. */
  YEAR_COSINE("yearcos");

  /** How many columns say a share that halves: the first ones. */
  static final int HALVING = 13;

  /** The longest half-life of those, days; each before is half as long. */
  static final double LONGEST_DAYS = 512;

  /** Numbers of a row, those of {@link FeatureSchema#BEHAVIOUR} first. */
  public static final int COUNT = FeatureSchema.BEHAVIOUR.count() + values().length;

  private final String column;

  Outlook(String column) {
    this.column = column;
  }

  /** Its place in a row, after those of {@link FeatureSchema#BEHAVIOUR}. */
  @SuppressWarnings("EnumOrdinal") // the order of the list is the order of the row
  public int place() {
    return FeatureSchema.BEHAVIOUR.count() + ordinal();
  }

  /** Whether it is the same in all rows of a person. */
  public boolean ofPerson() {
    return compareTo(EVENTS) >= 0;
  }

  /** Its name in training sets and manifests. */
  public String column() {
    return column;
  }

  /** The names of a row's numbers. */
  public static List<String> columns() {
    return Stream.concat(
            FeatureSchema.BEHAVIOUR.columns().stream(),
            Arrays.stream(values()).map(Outlook::column))
        .toList();
  }

  /** Name and hash of the list: a model trained on another list is refused. */
  public static String schema() {
    byte[] names = String.join(",", columns()).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(names);
      return "outlook-features-1:" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
