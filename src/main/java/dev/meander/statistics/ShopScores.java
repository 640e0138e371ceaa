package dev.meander.statistics;

import java.util.Arrays;

/**
 * What the shop's statistics say of each category for a person with this history. Scratch: filled
 * for one person at a time by one thread.
 */
final class ShopScores {
  private static final int LATEST = 20;
  private static final int LATEST_FORWARD = 5;
  private static final double[] FADED = new double[LATEST];
  private static final double[] FORWARD_FADED = new double[LATEST_FORWARD];

  static {
    for (int i = 0; i < LATEST; i++) {
      FADED[i] = Math.exp(-i / 4.0);
    }
    for (int i = 0; i < LATEST_FORWARD; i++) {
      FORWARD_FADED[i] = Math.exp(-i / 2.0);
    }
  }

  final ChainScores moves = new ChainScores();
  final ChainScores novel = new ChainScores();
  final SparseScores neighbours = new SparseScores();

  /** Likeness to the latest runs by people, by category, the unknown one last. */
  float[] inPeople = new float[0];

  // What follows is known of the candidates alone.

  /** Likeness to the latest runs by sessions. */
  float[] inSessions = new float[0];

  /** Likeness to the current category. */
  float[] currentInSessions = new float[0];

  float[] currentInPeople = new float[0];

  /** Moves two runs after the run before the current one. */
  float[] skip = new float[0];

  /** Forward moves to the current category. */
  float[] back = new float[0];

  private float[] forward = new float[0];
  private double forwardPopularity;
  long support;
  private final NeighbourScores neighbourScores = new NeighbourScores();
  private final long[] contexts = new long[MoveCounts.ORDERS];

  /** The distinct of the latest categories, of which the first {@link #known} are known. */
  private final int[] latest = new int[LATEST];

  private final double[] latestWeight = new double[LATEST];
  private final float[] knownWeight = new float[LATEST];
  private int known;

  /** What candidates are chosen by. */
  void read(ShopStatistics shop, OwnHistory own) {
    reserve(shop);
    moves(shop, own);
    neighbours(shop, own);
    together(shop, own);
  }

  /**
   * What is asked of candidates alone, behind {@link #read}.
   *
   * @param candidates the first {@code count} of it
   */
  void readChosen(ShopStatistics shop, OwnHistory own, int[] candidates, int count) {
    togetherInSessions(shop, candidates, count);
    forward(shop, own, candidates, count);
    current(shop, own, candidates, count);
  }

  void reserve(ShopStatistics shop) {
    int size = shop.unknown + 1;
    if (inSessions.length != size) {
      inSessions = new float[size];
      inPeople = new float[size];
      currentInSessions = new float[size];
      currentInPeople = new float[size];
      skip = new float[size];
      back = new float[size];
      forward = new float[size];
    }
  }

  void moves(ShopStatistics shop, OwnHistory own) {
    int orders = MoveCounts.contexts(own.history, 0, own.length - 1, shop.unknown, contexts);
    moves.read(shop.moves, contexts, orders);
    novel.read(shop.novelMoves, contexts, 1);
    support = shop.moves.support(own.history[own.length - 1]);
  }

  void neighbours(ShopStatistics shop, OwnHistory own) {
    neighbours.clear(shop.unknown + 1);
    neighbourScores.of(shop.neighbours, own.history, own.length, neighbours);
  }

  void current(ShopStatistics shop, OwnHistory own, int[] candidates, int count) {
    for (int i = 0; i < count; i++) {
      int candidate = candidates[i];
      currentInSessions[candidate] = 0;
      currentInPeople[candidate] = 0;
      skip[candidate] = 0;
      back[candidate] = 0;
    }
    int category = own.history[own.length - 1];
    shop.inSessions.addTo(currentInSessions, category, 1, candidates, count);
    shop.inPeople.addTo(currentInPeople, category, 1, candidates, count);
    shop.backward.addTo(back, category, 1, candidates, count);
    if (own.length > 1) {
      shop.skip.addTo(skip, own.history[own.length - 2], 1, candidates, count);
    }
  }

  void together(ShopStatistics shop, OwnHistory own) {
    Arrays.fill(inPeople, 0);
    int distinct = 0;
    for (int i = 0; i < Math.min(LATEST, own.length); i++) {
      int category = own.history[own.length - 1 - i];
      int at = 0;
      while (at < distinct && latest[at] != category) {
        at++;
      }
      if (at == distinct) {
        latest[distinct] = category;
        latestWeight[distinct++] = 0;
      }
      latestWeight[at] += FADED[i];
    }
    known = 0;
    for (int i = 0; i < distinct; i++) {
      if (latest[i] != shop.unknown) {
        latest[known] = latest[i];
        knownWeight[known++] = (float) latestWeight[i];
      }
    }
    shop.inPeople.addTo(inPeople, latest, knownWeight, known);
  }

  /** Behind {@link #together}. */
  void togetherInSessions(ShopStatistics shop, int[] candidates, int count) {
    for (int i = 0; i < count; i++) {
      inSessions[candidates[i]] = 0;
    }
    shop.inSessions.addTo(inSessions, latest, knownWeight, known, candidates, count);
  }

  void forward(ShopStatistics shop, OwnHistory own, int[] candidates, int count) {
    for (int i = 0; i < count; i++) {
      forward[candidates[i]] = 0;
    }
    forwardPopularity = 0;
    int runs = Math.min(LATEST_FORWARD, own.length);
    double all = 0;
    for (int i = 0; i < runs; i++) {
      all += FORWARD_FADED[i];
    }
    for (int i = 0; i < runs; i++) {
      int category = own.history[own.length - 1 - i];
      double total = shop.forward.total(category);
      double scaled = FORWARD_FADED[i] / all / (total + Popularity.FORWARD_PRIOR);
      forwardPopularity += scaled * Popularity.FORWARD_PRIOR;
      shop.forward.addTo(forward, category, scaled, candidates, count);
    }
  }

  /** Forward moves from the latest five runs, as a share. */
  double forward(ShopStatistics shop, int category) {
    return forward[category] + forwardPopularity * shop.popularity.share[category];
  }
}
