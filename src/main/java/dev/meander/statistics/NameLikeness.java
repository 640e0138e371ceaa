package dev.meander.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Which categories of a shop have names like each other: of each the likest others, from vectors of
 * its name. What all names of the shop have in common is taken out first (their mean), so that the
 * likeness of names that have nothing to do with each other lies about 0 in any language (Mu,
 * Viswanath, "All-but-the-top", ICLR 2018, without its principal directions). Immutable; any number
 * of threads.
 */
public final class NameLikeness {

  /** Of a shop whose names nobody looked at. */
  public static final NameLikeness NONE = new NameLikeness(List.of());

  /** Likest names of a category that are kept. */
  static final int NEAREST = 32;

  /** What is less like is not kept. */
  static final double LEAST = .2;

  /** Names that say nothing which the mean is drawn by: few names have little in common. */
  private static final double PRIOR = 16;

  /** Categories that are compared with all others at a time. */
  private static final int TILE = 256;

  private static final byte HIGHEST = Byte.MAX_VALUE;

  private final int[] starts;
  private final int[] near;
  private final float[] likeness;

  /**
   * Compares all names. Takes time with the square of their number.
   *
   * @param names vectors by category, all of the same length up to 1,024; empty where a name says
   *     nothing
   */
  public static NameLikeness of(List<byte[]> names) {
    return new NameLikeness(names);
  }

  private NameLikeness(List<byte[]> names) {
    int[] told = told(names);
    byte[][] centred = centred(names, told);
    TopSet[] likest = likest(centred);
    int[] ends = new int[names.size() + 1];
    for (int i = 0; i < told.length; i++) {
      ends[told[i] + 1] = likest[i].size();
    }
    for (int i = 0; i < names.size(); i++) {
      ends[i + 1] += ends[i];
    }
    starts = ends;
    near = new int[ends[names.size()]];
    likeness = new float[near.length];
    for (int i = 0; i < told.length; i++) {
      for (int place = 0; place < likest[i].size(); place++) {
        near[starts[told[i]] + place] = told[likest[i].id(place)];
        likeness[starts[told[i]] + place] = (float) Math.min(1, likest[i].value(place));
      }
    }
  }

  private static int[] told(List<byte[]> names) {
    int[] told = new int[names.size()];
    int count = 0;
    for (int i = 0; i < told.length; i++) {
      if (names.get(i).length > 0) {
        told[count++] = i;
      }
    }
    return Arrays.copyOf(told, count);
  }

  /** Less the mean, and again as bytes: sums of their products are exact in whatever order. */
  private static byte[][] centred(List<byte[]> names, int[] told) {
    byte[][] centred = new byte[told.length][];
    int width = told.length == 0 ? 0 : names.get(told[0]).length;
    double[] mean = new double[width];
    for (int category : told) {
      byte[] name = names.get(category);
      double norm = norm(name);
      for (int d = 0; d < width; d++) {
        mean[d] += name[d] / norm;
      }
    }
    for (int i = 0; i < told.length; i++) {
      byte[] name = names.get(told[i]);
      double norm = norm(name);
      double[] less = new double[width];
      double highest = 1e-9;
      for (int d = 0; d < width; d++) {
        less[d] = name[d] / norm - mean[d] / (told.length + PRIOR);
        highest = Math.max(highest, Math.abs(less[d]));
      }
      centred[i] = new byte[width];
      for (int d = 0; d < width; d++) {
        centred[i][d] = (byte) Math.rint(less[d] / highest * HIGHEST);
      }
    }
    return centred;
  }

  private static double norm(byte[] vector) {
    long sum = 0;
    for (byte each : vector) {
      sum += each * each;
    }
    return Math.sqrt((double) Math.max(1, sum));
  }

  private static TopSet[] likest(byte[][] vectors) {
    TopSet[] likest = new TopSet[vectors.length];
    double[] norms = new double[vectors.length];
    for (int i = 0; i < likest.length; i++) {
      likest[i] = new TopSet(NEAREST);
      norms[i] = norm(vectors[i]);
    }
    for (int from = 0; from < vectors.length; from += TILE) {
      int[][] tile = tile(vectors, from);
      int[] sums = new int[TILE];
      for (int i = 0; i < vectors.length; i++) {
        products(vectors[i], tile, sums);
        for (int j = 0; j < TILE && from + j < vectors.length; j++) {
          double like = sums[j] / (norms[i] * norms[from + j]);
          if (like > LEAST && from + j != i) {
            likest[i].offer(like, from + j);
          }
        }
      }
    }
    return likest;
  }

  /** Numbers by dimension, then category: so that a loop over categories runs in lanes. */
  private static int[][] tile(byte[][] vectors, int from) {
    int[][] tile = new int[vectors[from].length][TILE];
    for (int j = 0; j < TILE && from + j < vectors.length; j++) {
      for (int d = 0; d < tile.length; d++) {
        tile[d][j] = vectors[from + j][d];
      }
    }
    return tile;
  }

  private static void products(byte[] vector, int[][] tile, int[] sums) {
    Arrays.fill(sums, 0);
    for (int d = 0; d < vector.length; d++) {
      int factor = vector[d];
      int[] row = tile[d];
      for (int j = 0; j < sums.length; j++) {
        sums[j] += factor * row[j];
      }
    }
  }

  /** Whether any name is like another. */
  boolean any() {
    return near.length > 0;
  }

  /** Where the likest of a category begin; the unknown category has none. */
  int first(int category) {
    return category + 1 < starts.length ? starts[category] : near.length;
  }

  int end(int category) {
    return category + 1 < starts.length ? starts[category + 1] : near.length;
  }

  /** A category, of a category's by descending likeness. */
  int near(int at) {
    return near[at];
  }

  /** Cosine, {@link #LEAST} to 1. */
  float likeness(int at) {
    return likeness[at];
  }

  /** How like the name of a category is to another's; 0 where it is not among the likest of it. */
  public double likeness(int of, int other) {
    for (int at = first(of); at < end(of); at++) {
      if (near[at] == other) {
        return likeness[at];
      }
    }
    return 0;
  }

  long bytes() {
    return near.length * 8L + starts.length * 4L;
  }
}
