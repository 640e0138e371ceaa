package dev.meander.scoring;

import dev.meander.scoring.shop.FirstPlace;
import java.util.ArrayList;
import java.util.List;

/** Shares of first places and whether they were right, and the likeliest line. One thread. */
final class FirstPlaceFit {

  /** Of each number, about none: keeps them finite where first places are always right. */
  private static final double PRIOR = 1;

  private static final int STEPS = 50;
  private static final double CLOSE = 1e-9;

  private record Place(double odds, boolean newcomer, boolean right) {
    double[] terms() {
      return new double[] {1, odds, newcomer ? 1 : 0};
    }
  }

  private final List<Place> places = new ArrayList<>();

  /**
   * @param share that the temperature gives to the first place, 0 to 1
   */
  void add(double share, boolean newcomer, boolean right) {
    places.add(new Place(FirstPlace.odds(share), newcomer, right));
  }

  /** Adds the places of another. */
  void add(FirstPlaceFit other) {
    places.addAll(other.places);
  }

  int size() {
    return places.size();
  }

  /**
   * The likeliest correction, by Newton's steps; none where they find none that keeps the order.
   *
   * @param numbers that may move: 2, or 3 with what newcomers have more
   */
  FirstPlace fitted(int numbers) {
    double[] line = {0, 1, 0};
    double moved = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS && moved > CLOSE; step++) {
      double[] by = step(line, numbers);
      moved = 0;
      for (int i = 0; i < numbers; i++) {
        line[i] -= by[i];
        moved = Math.max(moved, Math.abs(by[i]));
      }
    }
    boolean found = moved <= CLOSE && line[1] > 0;
    return found ? new FirstPlace(line[0], line[1], line[2]) : FirstPlace.AS_IT_IS;
  }

  private double[] step(double[] line, int numbers) {
    // Slopes stand behind the bends, as the right-hand side of the equations.
    double[][] bends = new double[numbers][numbers + 1];
    for (int i = 0; i < numbers; i++) {
      bends[i][i] = PRIOR;
      bends[i][numbers] = PRIOR * (line[i] - (i == 1 ? 1 : 0));
    }
    for (Place place : places) {
      double[] terms = place.terms();
      double odds = 0;
      for (int i = 0; i < numbers; i++) {
        odds += line[i] * terms[i];
      }
      double chance = 1 / (1 + Math.exp(-odds));
      for (int i = 0; i < numbers; i++) {
        bends[i][numbers] += terms[i] * (chance - (place.right ? 1 : 0));
        for (int j = 0; j < numbers; j++) {
          bends[i][j] += terms[i] * terms[j] * chance * (1 - chance);
        }
      }
    }
    return solved(bends);
  }

  /** By elimination; the bends are positive definite, so no pivot is looked for. */
  private static double[] solved(double[][] rows) {
    int size = rows.length;
    for (int i = 0; i < size; i++) {
      for (int below = i + 1; below < size; below++) {
        double share = rows[below][i] / rows[i][i];
        for (int j = i; j <= size; j++) {
          rows[below][j] -= share * rows[i][j];
        }
      }
    }
    double[] solved = new double[size];
    for (int i = size - 1; i >= 0; i--) {
      double left = rows[i][size];
      for (int j = i + 1; j < size; j++) {
        left -= rows[i][j] * solved[j];
      }
      solved[i] = left / rows[i][i];
    }
    return solved;
  }

  /** Logarithm of how likely it was that these places were right. */
  double likelihood(FirstPlace line) {
    double sum = 0;
    for (Place place : places) {
      double odds = line.line(place.odds, place.newcomer);
      sum -= Math.log1p(Math.exp(place.right ? -odds : odds));
    }
    return sum;
  }
}
