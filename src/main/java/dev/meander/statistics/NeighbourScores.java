package dev.meander.statistics;

import java.util.Arrays;

/** Scores of categories by the sessions that are most like a person's latest. One thread. */
final class NeighbourScores {
  private static final int MOST_LATEST = 8;
  private static final int MOST_SESSIONS = 100;
  private static final double BY_PLACE = 10;
  private static final double BY_DISTANCE = .3;

  private final int[] latest = new int[MOST_LATEST];
  private double[] score = new double[0];
  private int[] found = new int[0];
  private double[] foundScore = new double[0];
  private int[] order = new int[0];
  private final Largest largest = new Largest();

  /**
   * Writes a score for each category, 0 where nothing speaks for it.
   *
   * @param history known categories by time; the last is the current one
   */
  void of(Neighbours neighbours, int[] history, int size, double[] scores) {
    Arrays.fill(scores, 0);
    if (score.length < neighbours.sessions()) {
      score = new double[neighbours.sessions()];
    }
    int distinct = latestDistinct(history, size);
    int candidates = gather(neighbours, distinct);
    if (candidates == 0) {
      return;
    }
    int[] sessions = found;
    int kept = candidates;
    if (candidates > MOST_SESSIONS) {
      kept = largest.top(foundScore, candidates, MOST_SESSIONS, order);
    } else {
      for (int i = 0; i < candidates; i++) {
        order[i] = i;
      }
    }
    for (int i = 0; i < kept; i++) {
      spread(neighbours, sessions[order[i]], foundScore[order[i]], distinct, scores);
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

  /** The sessions with a score, by ascending number. */
  private int gather(Neighbours neighbours, int distinct) {
    int most = distinct * Neighbours.MOST_OF_A_CATEGORY;
    if (found.length < most) {
      found = new int[most];
      foundScore = new double[most];
      order = new int[most];
    }
    int count = 0;
    for (int j = 0; j < distinct; j++) {
      double weight = (1 - j / BY_PLACE) * neighbours.rarity[latest[j]];
      // A category of every session weighs nothing; the mark keeps its sessions in the list.
      double mark = Double.MIN_VALUE;
      for (int at = neighbours.firstOf(latest[j]); at < neighbours.endOf(latest[j]); at++) {
        int session = neighbours.session(at);
        if (score[session] == 0) {
          found[count++] = session;
          score[session] = mark;
        }
        score[session] += weight;
      }
    }
    Arrays.sort(found, 0, count);
    for (int i = 0; i < count; i++) {
      foundScore[i] = score[found[i]];
      score[found[i]] = 0;
    }
    return count;
  }

  private void spread(
      Neighbours neighbours, int session, double score, int distinct, double[] scores) {
    int start = neighbours.start(session);
    int end = neighbours.end(session);
    int met = 0;
    for (int at = end - 1; at > start; at--) {
      if (contains(neighbours.item(at), distinct)) {
        met = at - start;
        break;
      }
    }
    double each = score / Math.sqrt(end - start);
    for (int at = start; at < end; at++) {
      scores[neighbours.item(at)] += each / (1 + Math.abs(at - start - met) * BY_DISTANCE);
    }
  }
}
