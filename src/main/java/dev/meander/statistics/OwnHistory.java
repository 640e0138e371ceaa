package dev.meander.statistics;

import java.util.Arrays;

/**
 * What a person's latest 301 runs say about each category in them. Scratch: filled for one person
 * at a time by one thread. Distinct categories lie by ascending number.
 */
final class OwnHistory {

  /** Most runs before the current one that are looked at. */
  static final int MOST_BEFORE = 300;

  private static final int MOST = MOST_BEFORE + 1;
  private static final int[] FADES = {3, 10, 40};
  static final int FADES_3 = 0;
  static final int FADES_10 = 1;
  static final int FADES_40 = 2;
  private static final int HEAVIEST_RUN = 6;
  private static final double LONGEST_MILLIS = 3_600_000;

  private static final double[] HEAVINESS = new double[HEAVIEST_RUN + 1];

  /** exp(-age / fade) by fade and age: they are asked for hundreds of times a person. */
  private static final double[][] FADED = new double[FADES.length][MOST];

  static {
    for (int events = 0; events <= HEAVIEST_RUN; events++) {
      HEAVINESS[events] = Math.sqrt(events);
    }
    for (int fade = 0; fade < FADES.length; fade++) {
      for (int age = 0; age < MOST; age++) {
        FADED[fade][age] = Math.exp(-age / (double) FADES[fade]);
      }
    }
  }

  /** Categories of the runs that are looked at, oldest first, unknown ones as one. */
  final int[] history = new int[MOST];

  /** Runs that are looked at. */
  int length;

  /** The first of them in the person's runs. */
  int from;

  /** Distinct categories. */
  int distinct;

  final int[] categories = new int[MOST];
  final int[] visits = new int[MOST];
  final int[] last = new int[MOST];
  final int[] first = new int[MOST];
  final double[] events = new double[MOST];
  final double[] intents = new double[MOST];
  final double[] buys = new double[MOST];
  final double[] newItems = new double[MOST];
  final double[] duration = new double[MOST];
  final int[] inSession = new int[MOST];
  final int[] sessions = new int[MOST];
  final int[] followed = new int[MOST];
  final int[] followedTwo = new int[MOST];
  final int[] followedAtTwo = new int[MOST];
  final double[][] weight = new double[FADES.length][MOST];

  /** Place by the latest visit: -1 for the current category, 0 for the one before. */
  final int[] place = new int[MOST];

  /** Where the current category stands among the distinct. */
  int current;

  double allEvents;
  double allDuration;

  /** By category of the batch: where it stands among the distinct; valid where it was marked. */
  private int[] slot = new int[0];

  private int[] marked = new int[0];
  private int mark;
  private final int[] lastSession = new int[MOST];
  private final int[] byLast = new int[MOST];

  /**
   * @return the category's place among the distinct; -1 where the person never visited it
   */
  int slotOf(int category) {
    return marked[category] == mark ? slot[category] : -1;
  }

  /** exp(-age / 40) of an age of at most {@link #MOST_BEFORE} runs. */
  static double faded40(int age) {
    return FADED[FADES_40][age];
  }

  void read(Runs runs, int k, int unknown, boolean timed) {
    from = Math.max(0, k - MOST_BEFORE);
    length = k + 1 - from;
    collect(runs, unknown);
    current = slot[history[length - 1]];
    allEvents = 0;
    allDuration = 0;
    int session = runs.session[k];
    for (int i = 0; i < length; i++) {
      add(runs, i, session, timed);
    }
    rank();
    succession();
  }

  private void collect(Runs runs, int unknown) {
    if (slot.length <= unknown) {
      slot = new int[unknown + 1];
      marked = new int[unknown + 1];
      mark = 0;
    }
    mark++;
    distinct = 0;
    for (int i = 0; i < length; i++) {
      int category = Math.min(runs.category[from + i], unknown);
      history[i] = category;
      if (marked[category] != mark) {
        marked[category] = mark;
        categories[distinct++] = category;
      }
    }
    Arrays.sort(categories, 0, distinct);
    for (int j = 0; j < distinct; j++) {
      slot[categories[j]] = j;
      visits[j] = 0;
      first[j] = -1;
      events[j] = 0;
      intents[j] = 0;
      buys[j] = 0;
      newItems[j] = 0;
      duration[j] = 0;
      inSession[j] = 0;
      sessions[j] = 0;
      followed[j] = 0;
      followedTwo[j] = 0;
      followedAtTwo[j] = 0;
      lastSession[j] = -1;
      for (double[] each : weight) {
        each[j] = 0;
      }
    }
  }

  private void add(Runs runs, int i, int session, boolean timed) {
    int run = from + i;
    int j = slot[history[i]];
    double heaviness = HEAVINESS[Math.min(runs.events[run], HEAVIEST_RUN)];
    for (int fade = 0; fade < FADES.length; fade++) {
      weight[fade][j] += heaviness * FADED[fade][length - 1 - i];
    }
    visits[j]++;
    if (first[j] < 0) {
      first[j] = i;
    }
    last[j] = i;
    events[j] += runs.events[run];
    allEvents += runs.events[run];
    intents[j] += runs.intents[run];
    buys[j] += runs.buys[run];
    newItems[j] += runs.newItems[run];
    if (timed) {
      double spent = Math.min((double) (runs.end[run] - runs.start[run]), LONGEST_MILLIS) / 1_000;
      duration[j] += spent;
      allDuration += spent;
    }
    inSession[j] += runs.session[run] == session ? 1 : 0;
    if (lastSession[j] != runs.session[run]) {
      lastSession[j] = runs.session[run];
      sessions[j]++;
    }
  }

  private void rank() {
    Arrays.fill(byLast, 0, length, -1);
    for (int j = 0; j < distinct; j++) {
      byLast[last[j]] = j;
    }
    int next = -1;
    for (int i = length - 1; i >= 0; i--) {
      if (byLast[i] >= 0) {
        place[byLast[i]] = next++;
      }
    }
  }

  private void succession() {
    int now = history[length - 1];
    for (int i = 0; i + 1 < length; i++) {
      if (history[i] != now) {
        continue;
      }
      int next = slot[history[i + 1]];
      followed[next]++;
      if (i > 0 && history[i - 1] == history[length - 2]) {
        followedTwo[next]++;
      }
      if (i + 2 < length) {
        followedAtTwo[slot[history[i + 2]]]++;
      }
    }
  }

  /** Runs of the current category before the current one. */
  int earlierVisits() {
    return visits[current] - 1;
  }

  /** The session of the latest visit is the current one. */
  boolean visitedInSession(int slot) {
    return inSession[slot] > 0;
  }
}
