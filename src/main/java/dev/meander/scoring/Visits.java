package dev.meander.scoring;

import java.util.HashMap;
import java.util.Map;

/** What a person's recent events say about one category; filled by {@link History} alone. */
final class Visits {
  /** Lengths, in runs, over which visits lose a factor e of their weight. */
  static final double[] DECAY_RUNS = {3, 10, 40};

  int runs;
  int firstRun = -1;
  int lastRun = -1;
  int events;

  /** Events that cost the person something: cart, favourite, purchase, review, click. */
  int strong;

  int purchases;
  double dwellMillis;
  int sessions;
  int lastSession = -1;
  int runsInNewestSession;
  long firstStart;
  long lastStart;
  long lastEnd;

  /** Sums of exp(-age/length) over the runs, age in runs, by {@link #DECAY_RUNS}. */
  final double[] decayed = new double[DECAY_RUNS.length];

  /** How often each category's run followed a run of this one. */
  final Map<dev.meander.event.CategoryPath, Integer> successors = new HashMap<>();

  int departures;

  /** Place by newest visit, 0 for the category of the newest run. */
  int recencyRank;
}
