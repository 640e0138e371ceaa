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

  /** Likeness to the latest runs by category, the unknown one last. */
  float[] inSessions = new float[0];

  float[] inPeople = new float[0];

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
  private final int[] latest = new int[LATEST];
  private final double[] latestWeight = new double[LATEST];

  void read(ShopStatistics shop, OwnHistory own) {
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
    moves(shop, own);
    neighbours(shop, own);
    together(shop, own);
    forward(shop, own);
    current(shop, own);
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

  void current(ShopStatistics shop, OwnHistory own) {
    Arrays.fill(currentInSessions, 0);
    Arrays.fill(currentInPeople, 0);
    Arrays.fill(skip, 0);
    Arrays.fill(back, 0);
    int category = own.history[own.length - 1];
    shop.inSessions.addTo(currentInSessions, category, 1);
    shop.inPeople.addTo(currentInPeople, category, 1);
    shop.backward.addTo(back, category, 1);
    if (own.length > 1) {
      shop.skip.addTo(skip, own.history[own.length - 2], 1);
    }
  }

  void together(ShopStatistics shop, OwnHistory own) {
    Arrays.fill(inSessions, 0);
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
    for (int i = 0; i < distinct; i++) {
      if (latest[i] != shop.unknown) {
        shop.inSessions.addTo(inSessions, latest[i], (float) latestWeight[i]);
        shop.inPeople.addTo(inPeople, latest[i], (float) latestWeight[i]);
      }
    }
  }

  void forward(ShopStatistics shop, OwnHistory own) {
    Arrays.fill(forward, 0);
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
      shop.forward.addTo(forward, category, scaled);
    }
  }

  /** Forward moves from the latest five runs, as a share. */
  double forward(ShopStatistics shop, int category) {
    return forward[category] + forwardPopularity * shop.popularity.share[category];
  }
}
