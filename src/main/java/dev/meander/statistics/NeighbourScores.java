package dev.meander.statistics;

import java.util.Arrays;

/** Scores of categories by the sessions that are most like a person's latest. One thread. */
final class NeighbourScores {
  private static final int MOST_LATEST = 8;
  private static final int MOST_SESSIONS = 100;
  private static final double BY_PLACE = 10;
  private static final double BY_DISTANCE = .3;
  private static final int LANES = 4;

  private final int[] latest = new int[MOST_LATEST];

  /** By session, a bit for each of the latest categories that it holds; 0 between people. */
  private byte[] holds = new byte[0];

  /** By such bits. */
  private final double[] score = new double[1 << MOST_LATEST];

  /** By such bits, 1 where a session that holds them may be selected, else 0. */
  private final int[] reaches = new int[1 << MOST_LATEST];

  /**
   * How many sessions hold each such set, counted in turns in {@link #LANES} places: one would wait
   * for itself, as most sets come in long rows.
   */
  private final int[] sessions = new int[LANES << MOST_LATEST];

  private final long[] ordered = new long[1 << MOST_LATEST];

  /** By category, all bits where it is one of the latest; 0 elsewhere, and between people. */
  private int[] latestBits = new int[0];

  private int[] found = new int[0];

  /** What each of {@link #found} holds. */
  private byte[] heldBy = new byte[0];

  /** How many of them may be selected: the first of {@link #found}. */
  private int offered;

  /** Of the selected sessions: where they lie. */
  private final int[] starts = new int[MOST_SESSIONS];

  private final int[] ends = new int[MOST_SESSIONS];

  /** Their categories side by side, and what each adds to its category's score. */
  private char[] items = new char[0];

  private double[] parts = new double[0];

  /** Written so that what is fetched ahead has a use; nobody reads it. */
  @SuppressWarnings("UnusedVariable")
  private int fetched;

  private final Selection largest = new Selection(MOST_SESSIONS);

  /**
   * Adds the scores of the categories that something speaks for.
   *
   * @param history categories by time; the last is the current one
   */
  void of(Neighbours neighbours, int[] history, int size, SparseScores scores) {
    if (holds.length < neighbours.sessions()) {
      holds = new byte[neighbours.sessions()];
    }
    int distinct = latestDistinct(history, size);
    if (latestBits.length < neighbours.rarity.length) {
      latestBits = new int[neighbours.rarity.length];
    }
    for (int j = 0; j < distinct; j++) {
      latestBits[latest[j]] = -1;
    }
    weigh(neighbours, distinct);
    int count = gather(neighbours, distinct);
    int kept = select(count, distinct);
    reserve(fetch(neighbours, kept));
    int filled = 0;
    for (int i = 0; i < kept; i++) {
      filled = spread(neighbours, i, score[holds[largest.number(i)] & 0xff], filled);
    }
    scores.add(items, parts, filled);
    for (int j = 0; j < distinct; j++) {
      latestBits[latest[j]] = 0;
    }
    for (int i = 0; i < offered; i++) {
      holds[found[i]] = 0;
    }
  }

  private int latestDistinct(int[] history, int size) {
    int distinct = 0;
    for (int i = size - 1; i >= 0 && distinct < MOST_LATEST; i--) {
      if (!contains(history[i], distinct)) {
        latest[distinct++] = history[i];
      }
    }
    return distinct;
  }

  private boolean contains(int category, int distinct) {
    for (int j = 0; j < distinct; j++) {
      if (latest[j] == category) {
        return true;
      }
    }
    return false;
  }

  /** The score of each set of the latest categories. */
  private void weigh(Neighbours neighbours, int distinct) {
    Arrays.fill(sessions, 0);
    score[0] = 0;
    for (int j = 0; j < distinct; j++) {
      double held = (1 - j / BY_PLACE) * neighbours.rarity[latest[j]];
      // The sets with j as their last are those without any so far, and j.
      for (int set = 0; set < 1 << j; set++) {
        score[1 << j | set] = score[set] + held;
      }
    }
  }

  /** Finds the sessions that hold any of the latest categories, and notes which. */
  private int gather(Neighbours neighbours, int distinct) {
    int most = distinct * Neighbours.MOST_OF_A_CATEGORY;
    if (found.length <= most) {
      found = new int[most + 1];
      heldBy = new byte[most + 1];
    }
    int count = 0;
    for (int j = 0; j < distinct; j++) {
      int end = neighbours.endOf(latest[j]);
      for (int at = neighbours.firstOf(latest[j]); at < end; at++) {
        int session = neighbours.session(at);
        byte held = holds[session];
        // No branch: whether a session was met is a coin's toss, thousands of times.
        found[count] = session;
        count += held == 0 ? 1 : 0;
        holds[session] = (byte) (held | 1 << j);
      }
    }
    return count;
  }

  /**
   * Selects the sessions with the highest scores; only theirs is what they hold known behind it.
   */
  private int select(int count, int distinct) {
    for (int i = 0; i < count; i++) {
      byte held = holds[found[i]];
      heldBy[i] = held;
      holds[found[i]] = 0;
      sessions[(i % LANES << MOST_LATEST) + (held & 0xff)]++;
    }
    double least = least(1 << distinct);
    for (int set = 0; set < 1 << distinct; set++) {
      reaches[set] = score[set] >= least ? 1 : 0;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      byte held = heldBy[i];
      found[kept] = found[i];
      heldBy[kept] = held;
      kept += reaches[held & 0xff];
    }
    offered = kept;
    largest.clear();
    for (int i = 0; i < offered; i++) {
      largest.offer(score[heldBy[i] & 0xff], found[i]);
      holds[found[i]] = heldBy[i];
    }
    return largest.selectForSums();
  }

  /** The score that as many sessions reach as are kept; what lies below cannot matter. */
  private double least(int sets) {
    int held = 0;
    for (int set = 1; set < sets; set++) {
      for (int lane = 1; lane < LANES; lane++) {
        sessions[set] += sessions[(lane << MOST_LATEST) + set];
      }
      if (sessions[set] > 0) {
        ordered[held++] = (Selection.descending(score[set]) & ~0xffL) | set;
      }
    }
    Arrays.sort(ordered, 0, held);
    int reached = 0;
    int place = 0;
    while (place < held && reached < MOST_SESSIONS) {
      reached += sessions[(int) (ordered[place++] & 0xff)];
    }
    // Scores that are all but equal count as equal in the selection.
    return place == 0 ? 0 : score[(int) (ordered[place - 1] & 0xff)] * (1 - 1e-9);
  }

  /**
   * Finds where the selected sessions lie, and reads the two ends of each. They lie anywhere in
   * megabytes: here nothing waits for what is read, so that many are fetched at a time.
   *
   * @return how many categories they hold
   */
  private int fetch(Neighbours neighbours, int kept) {
    int size = 0;
    int touched = 0;
    for (int i = 0; i < kept; i++) {
      int session = largest.number(i);
      starts[i] = neighbours.start(session);
      ends[i] = neighbours.end(session);
      size += ends[i] - starts[i];
      touched += neighbours.item(starts[i]) + neighbours.item(ends[i] - 1);
    }
    fetched = touched;
    return size;
  }

  private void reserve(int size) {
    if (items.length < size) {
      items = new char[size * 2];
      parts = new double[size * 2];
    }
  }

  /**
   * Copies a selected session to {@link #items} from place {@code to} on: what a category adds is
   * the less the further it lies from the last of the latest categories.
   *
   * @return where it ends
   */
  private int spread(Neighbours neighbours, int place, double score, int to) {
    int start = starts[place];
    int length = ends[place] - start;
    int met = 0;
    for (int i = 0; i < length; i++) {
      char item = neighbours.item(start + i);
      items[to + i] = item;
      met ^= (met ^ i) & latestBits[item]; // a branch is guessed wrong in each session
    }
    double each = score / Math.sqrt(length);
    for (int i = 0; i < length; i++) {
      parts[to + i] = each / (1 + Math.abs(i - met) * BY_DISTANCE);
    }
    return to + length;
  }
}
