package dev.meander.statistics;

/** The features that compare a candidate with the person's own history. Scratch of one thread. */
final class OwnFeatures {
  private static final double LEAST_SHARE = 1e-3;
  private static final double ABSENT_SHARE = Logarithms.of(LEAST_SHARE) - .5;
  private static final double LONGEST_PERIOD = 4;

  private final double[] usual = new double[OwnHistory.MOST_BEFORE + 1];
  private final double[] logPlace = new double[OwnHistory.MOST_BEFORE + 1];
  private final double[] fadeSum = new double[3];
  private final Largest largest = new Largest();

  /** What the rows of categories hold that the person never visited: most of them. */
  static void absent(OwnHistory own, CandidateRows rows) {
    rows.usual(Feature.OWN, 0);
    double far = Logarithms.ofNext(own.distinct + 1);
    rows.usual(Feature.RECENCY, Logarithms.ofNext(own.length + 2));
    rows.usual(Feature.PLACE, far);
    rows.usual(Feature.PLACE_SHARE, 1.2);
    rows.usual(Feature.VISITS, 0);
    rows.usual(Feature.VISIT_SHARE, 0);
    rows.usual(Feature.DECAYED_3, ABSENT_SHARE);
    rows.usual(Feature.DECAYED_10, ABSENT_SHARE);
    rows.usual(Feature.DECAYED_40, ABSENT_SHARE);
    rows.usual(Feature.DECAYED_PLACE, far);
    rows.usual(Feature.REST, 9);
    rows.usual(Feature.REST_QUANTILE, 1.1);
    rows.usual(Feature.SESSION_VISITS, 0);
    rows.usual(Feature.EVENT_SHARE, -8);
    rows.usual(Feature.RUN_LENGTH, 0);
    rows.usual(Feature.INTENTS, 0);
    rows.usual(Feature.BUYS, 0);
    rows.usual(Feature.LAST_INTENT, 0);
    rows.usual(Feature.LAST_BUY, 0);
    rows.usual(Feature.DURATION_SHARE, 0);
    rows.usual(Feature.NEW_ITEM_SHARE, 1);
    rows.usual(Feature.SUCCESSION_SHARE, 0);
    rows.usual(Feature.SUCCESSIONS, 0);
    rows.usual(Feature.SUCCESSIONS_OF_TWO, 0);
    rows.usual(Feature.PERIOD, 0);
    rows.usual(Feature.SESSION_SHARE, 0);
    rows.usual(Feature.LAST_LENGTH, 0);
    rows.usual(Feature.SUCCESSIONS_AT_TWO, 0);
  }

  /** Behind {@link #absent}. */
  void write(ShopStatistics shop, Runs runs, int k, OwnHistory own, CandidateRows rows) {
    decayed(own);
    double gap = usualGap(shop, runs, k, own);
    for (int i = 0; i < rows.size; i++) {
      int j = own.slotOf(rows.category[i]);
      double share = shop.popularity.share[rows.category[i]];
      double visits = j < 0 ? 0 : own.visits[j];
      rows.put(i, Feature.OWN_LIFT, Logarithms.of((visits + 5 * share) / (own.length + 5) / share));
      if (j >= 0) {
        rows.put(i, Feature.OWN, 1);
        order(i, j, own, rows);
        weights(i, j, own, rows);
        times(i, j, shop, runs, k, gap, own, rows);
        kinds(i, j, shop, runs, own, rows);
      }
    }
  }

  private void decayed(OwnHistory own) {
    for (int fade = 0; fade < fadeSum.length; fade++) {
      double sum = 0;
      for (int j = 0; j < own.distinct; j++) {
        sum += j == own.current ? 0 : own.weight[fade][j];
      }
      fadeSum[fade] = sum + 1e-9;
    }
    for (int j = 0; j < own.distinct; j++) {
      usual[j] = decayed(OwnHistory.FADES_10, j, own);
    }
    largest.logPlaces(usual, own.distinct, logPlace);
  }

  private double decayed(int fade, int j, OwnHistory own) {
    return j == own.current ? 0 : own.weight[fade][j] / fadeSum[fade];
  }

  /** The person's usual gap in seconds, drawn to the shop's by three of its own. */
  static double usualGap(ShopStatistics shop, Runs runs, int k, OwnHistory own) {
    double sum = 3 * shop.popularity.meanLogGap;
    for (int run = own.from + 1; run <= k; run++) {
      sum += runs.logGap[run];
    }
    int gaps = k - own.from;
    return Math.exp(gaps == 0 ? shop.popularity.meanLogGap : sum / (gaps + 3));
  }

  private static void order(int i, int j, OwnHistory own, CandidateRows rows) {
    rows.put(i, Feature.RECENCY, Logarithms.ofNext(own.length - 1 - own.last[j]));
    rows.put(i, Feature.PLACE, Logarithms.ofNext(Math.max(own.place[j], 0)));
    rows.put(i, Feature.PLACE_SHARE, own.place[j] / (double) Math.max(own.distinct - 1, 1));
    rows.put(i, Feature.VISITS, Logarithms.ofNext(own.visits[j]));
    rows.put(i, Feature.VISIT_SHARE, own.visits[j] / (double) own.length);
    rows.put(i, Feature.SESSION_VISITS, Logarithms.ofNext(own.inSession[j]));
    rows.put(i, Feature.SUCCESSION_SHARE, own.followed[j] / (own.earlierVisits() + 1.0));
    rows.put(i, Feature.SUCCESSIONS, Logarithms.ofNext(own.followed[j]));
    rows.put(i, Feature.SUCCESSIONS_OF_TWO, Logarithms.ofNext(own.followedTwo[j]));
    rows.put(i, Feature.SUCCESSIONS_AT_TWO, Logarithms.ofNext(own.followedAtTwo[j]));
  }

  private void weights(int i, int j, OwnHistory own, CandidateRows rows) {
    rows.put(
        i, Feature.DECAYED_3, Logarithms.of(decayed(OwnHistory.FADES_3, j, own) + LEAST_SHARE));
    rows.put(i, Feature.DECAYED_10, Logarithms.of(usual[j] + LEAST_SHARE));
    rows.put(
        i, Feature.DECAYED_40, Logarithms.of(decayed(OwnHistory.FADES_40, j, own) + LEAST_SHARE));
    rows.put(i, Feature.DECAYED_PLACE, logPlace[j]);
  }

  private static void times(
      int i,
      int j,
      ShopStatistics shop,
      Runs runs,
      int k,
      double gap,
      OwnHistory own,
      CandidateRows rows) {
    int last = own.from + own.last[j];
    long millis = Math.max(0, runs.end[k] - runs.end[last]);
    double seconds = millis / 1_000.0;
    rows.put(i, Feature.REST, Logarithms.of(1 + seconds / gap));
    rows.put(i, Feature.REST_QUANTILE, shop.popularity.shorterRests(millis));
    double floor = shop.form.floorSeconds();
    double period = 0;
    if (own.visits[j] > 1) {
      double span = (runs.start[last] - runs.start[own.from + own.first[j]]) / 1_000.0;
      double between = span / (own.visits[j] - 1);
      period =
          Math.clamp(
              Logarithms.of((seconds + floor) / (between + floor)),
              -LONGEST_PERIOD,
              LONGEST_PERIOD);
    }
    rows.put(i, Feature.PERIOD, period);
    int sessions = runs.session[k] - runs.session[own.from] + 1;
    rows.put(i, Feature.SESSION_SHARE, own.sessions[j] / (double) sessions);
    rows.put(i, Feature.DURATION_SHARE, own.duration[j] / (own.allDuration + 1));
  }

  private static void kinds(
      int i, int j, ShopStatistics shop, Runs runs, OwnHistory own, CandidateRows rows) {
    Popularity usual = shop.popularity;
    int last = own.from + own.last[j];
    double mean = own.allEvents / own.length;
    rows.put(i, Feature.EVENT_SHARE, Logarithms.of(own.events[j] / own.allEvents));
    rows.put(i, Feature.RUN_LENGTH, Logarithms.of(own.events[j] / own.visits[j] / mean));
    rows.put(i, Feature.INTENTS, lift(own.intents[j], own.events[j], usual.intentsPerEvent));
    rows.put(i, Feature.BUYS, lift(own.buys[j], own.events[j], usual.buysPerEvent));
    rows.put(i, Feature.LAST_INTENT, flag(runs.intents[last], usual.intentsPerEvent, usual));
    rows.put(i, Feature.LAST_BUY, flag(runs.buys[last], usual.buysPerEvent, usual));
    rows.put(i, Feature.NEW_ITEM_SHARE, own.newItems[j] / own.events[j]);
    rows.put(i, Feature.LAST_LENGTH, Logarithms.of(runs.events[last]));
  }

  private static double lift(double found, double events, double rate) {
    return rate > 0 ? Logarithms.of((found + .5 * rate) / ((events + .5) * rate)) : 0;
  }

  /** 1 where there was one, less how often a run of usual length has one. */
  static double flag(int found, double rate, Popularity usual) {
    return (found > 0 ? 1 : 0) - Math.min(1, rate * usual.eventsPerRun);
  }
}
