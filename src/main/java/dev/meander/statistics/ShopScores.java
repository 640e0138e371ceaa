package dev.meander.statistics;

import java.util.Arrays;

/**
 * What the shop's statistics say of each category for a person with this history. Scratch: filled
 * for one person at a time by one thread; arrays are by category, the unknown one last.
 */
final class ShopScores {
  private static final int LATEST = 20;
  private static final int LATEST_FORWARD = 5;

  /** P(next | one run), P(next | two), P(next | as many as were seen, at most four). */
  double[] move1 = new double[0];

  double[] move2 = new double[0];
  double[] move4 = new double[0];
  double[] novel = new double[0];
  double[] neighbours = new double[0];
  double[] inSessions = new double[0];
  double[] inPeople = new double[0];
  double[] forward = new double[0];
  long support;
  private final NeighbourScores neighbourScores = new NeighbourScores();
  private final long[] contexts = new long[MoveCounts.ORDERS];

  void read(ShopStatistics shop, OwnHistory own) {
    int size = shop.unknown + 1;
    if (move1.length != size) {
      move1 = new double[size];
      move2 = new double[size];
      move4 = new double[size];
      novel = new double[size];
      neighbours = new double[size];
      inSessions = new double[size];
      inPeople = new double[size];
      forward = new double[size];
    }
    chains(shop, own);
    neighbourScores.of(shop.neighbours, own.history, own.length, neighbours);
    together(shop, own);
    forward(shop, own);
  }

  private void chains(ShopStatistics shop, OwnHistory own) {
    int size = move1.length;
    int latest = own.history[own.length - 1];
    int orders = MoveCounts.contexts(own.history, 0, own.length - 1, shop.unknown, contexts);
    Chain chain = shop.moves;
    chain.start(move1);
    int place = chain.find(1, contexts[0]);
    chain.refine(1, place, move1);
    support = chain.support(latest);
    System.arraycopy(move1, 0, move2, 0, size);
    place = place < 0 || orders < 2 ? -1 : chain.find(2, contexts[1]);
    chain.refine(2, place, move2);
    System.arraycopy(move2, 0, move4, 0, size);
    for (int order = 3; place >= 0 && order <= orders; order++) {
      place = chain.find(order, contexts[order - 1]);
      chain.refine(order, place, move4);
    }
    shop.novelMoves.start(novel);
    shop.novelMoves.refine(1, shop.novelMoves.find(1, latest), novel);
  }

  private void together(ShopStatistics shop, OwnHistory own) {
    Arrays.fill(inSessions, 0);
    Arrays.fill(inPeople, 0);
    int runs = Math.min(LATEST, own.length);
    for (int i = 0; i < runs; i++) {
      int category = own.history[own.length - 1 - i];
      if (category != shop.unknown) {
        double weight = Math.exp(-i / 4.0);
        shop.inSessions.addTo(inSessions, category, weight);
        shop.inPeople.addTo(inPeople, category, weight);
      }
    }
  }

  private void forward(ShopStatistics shop, OwnHistory own) {
    int runs = Math.min(LATEST_FORWARD, own.length);
    double all = 0;
    for (int i = 0; i < runs; i++) {
      all += Math.exp(-i / 2.0);
    }
    double ofPopularity = 0;
    Arrays.fill(forward, 0);
    for (int i = 0; i < runs; i++) {
      double weight = Math.exp(-i / 2.0) / all;
      CountedRows counted = shop.forward;
      int place = counted.find(own.history[own.length - 1 - i]);
      double total = place < 0 ? 0 : counted.total(place) / MoveCounts.FORWARD;
      double scaled = weight / (total + Popularity.FORWARD_PRIOR);
      ofPopularity += scaled * Popularity.FORWARD_PRIOR;
      for (int at = place < 0 ? 0 : counted.first(place);
          place >= 0 && at < counted.end(place);
          at++) {
        forward[counted.column(at)] += scaled * counted.count(at) / MoveCounts.FORWARD;
      }
    }
    for (int i = 0; i < forward.length; i++) {
      forward[i] += ofPopularity * shop.popularity.share[i];
    }
  }
}
