package dev.meander.statistics;

/** How alike two categories are by the groups they occur in: damped cosine, 0 to 1. Immutable. */
final class Cosines {
  private static final double DAMPING = 2;

  private final CountedRows pairs;
  private final double[] norm;

  Cosines(TogetherCounts counts) {
    pairs = counts.pairs.snapshot();
    norm = new double[counts.groups.length];
    for (int i = 0; i < norm.length; i++) {
      norm[i] = Math.sqrt(counts.groups[i] + DAMPING);
    }
  }

  /** Adds a category's row, times {@code weight}, to {@code sums}. */
  void addTo(double[] sums, int category, double weight) {
    int place = pairs.find(category);
    if (place < 0) {
      return;
    }
    double scaled = weight / norm[category];
    for (int at = pairs.first(place); at < pairs.end(place); at++) {
      int other = pairs.column(at);
      sums[other] += pairs.count(at) * scaled / norm[other];
    }
  }

  double between(int category, int other) {
    int place = pairs.find(category);
    return place < 0 ? 0 : pairs.count(place, other) / (norm[category] * norm[other]);
  }

  long bytes() {
    return pairs.bytes() + norm.length * 8L;
  }
}
