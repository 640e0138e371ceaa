package dev.meander.scoring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns that a model sees of one person and one candidate category, in order. None names a
 * category: each means the same in any shop. Logarithms are natural, {@code log1p(x)} is log(1+x);
 * runs and sessions are those of {@link History}. Changing a meaning asks for another name, so that
 * {@link #schema} tells old models from new ones.
 */
enum Feature {
  /** 1 where the person has been in the category. */
  OWN,
  /** 1 for the category of the newest run. */
  CURRENT,
  /** log1p of the place by newest visit, 0 for the current; one past the last where never seen. */
  RECENCY_RANK,
  /** log1p of the runs since the newest visit; two past the oldest where never seen. */
  RUNS_SINCE,
  /** log1p of the hours since the newest event, at the last event of all; 9 where never seen. */
  HOURS_SINCE,
  /** log of the time since the newest visit over the mean pause between runs, -6 to 6. */
  TIME_SINCE_RELATIVE,
  /** log1p of the runs. */
  VISITS,
  /** log1p of the events ever. */
  EVENTS_EVER,
  /** log(1e-3 + share of the sums with half-life 1 day). */
  DAILY_SHARE,
  /** log(1e-3 + share of the sums with half-life 7 days). */
  WEEKLY_SHARE,
  /** log(1e-3 + share of the sums with half-life 28 days). */
  MONTHLY_SHARE,
  /** log(1e-3 + share of the visits decayed over 3 runs). */
  DECAY_3,
  /** log(1e-3 + share of the visits decayed over 10 runs). */
  DECAY_10,
  /** log(1e-3 + share of the visits decayed over 40 runs). */
  DECAY_40,
  /** log1p of the runs in the newest session. */
  IN_SESSION,
  /** Share of the person's sessions that touched the category. */
  SESSION_SHARE,
  /** log of the events per run over the person's own mean, -4 to 4. */
  RUN_LENGTH,
  /** Carts, favourites, purchases, reviews and clicks among the events, over 1 + events. */
  STRONG_SHARE,
  /** Purchases over 1 + events. */
  PURCHASE_SHARE,
  /** Share of the person's dwell time. */
  DWELL_SHARE,
  /** How often it followed the current category, over 1 + departures from there. */
  SUCCESSOR_SHARE,
  /** log1p of how often it followed the current category. */
  SUCCESSOR_COUNT,
  /** log of the time since the last visit over the mean time between visits, -4 to 4; 0 below 2. */
  PERIOD,
  /** log(1e-5 + the shop's share). */
  POPULARITY,
  /** log of the person's smoothed visit share over the shop's share, -8 to 8. */
  LIFT,
  /** log(1e-3 + weekly share of the other categories under the same parent). */
  SIBLING_SHARE,
  /** 1 where the current category has the same parent. */
  SIBLING_OF_CURRENT,
  /** Share of the trajectory's days with a share in the category. */
  ACTIVE_DAYS,
  /** Share at the end of the trajectory less that of seven or more days before. */
  SLOPE,
  /** log(1e-6 + the baseline formula's probability to be the next run). */
  BASELINE_STEP,
  /** log(1e-6 + the baseline formula's share within 7 days). */
  BASELINE_EVOLUTION,
  /** log1p of the person's runs. */
  PERSON_RUNS,
  /** log1p of the person's categories. */
  PERSON_CATEGORIES,
  /** Largest weekly share of the person. */
  PERSON_TOP_SHARE,
  /** First visits among the newest ten runs, as a share. */
  PERSON_NOVELTY,
  /** log1p of the runs in the newest session. */
  PERSON_SESSION_RUNS,
  /** log1p of the events in the newest run. */
  PERSON_RUN_EVENTS,
  /** log1p of the mean hours between the starts of runs. */
  PERSON_PAUSE,
  /** log1p of the recency rank that the newest run's category had before it; 0 where new. */
  LAST_MOVE_RANK,
  /** 1 where the newest run was a first visit. */
  LAST_MOVE_NOVEL;

  /** Columns. */
  static final int COUNT = values().length;

  /** Place in a row. */
  @SuppressWarnings("EnumOrdinal") // the order of the list is the order of the columns
  int column() {
    return ordinal();
  }

  /** Name and hash of the list: a model trained on another list is refused. */
  static String schema() {
    String names = Stream.of(values()).map(Enum::name).collect(Collectors.joining(","));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8));
      return "candidate-features-1:" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
