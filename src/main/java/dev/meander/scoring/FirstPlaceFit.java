package dev.meander.scoring;

import dev.meander.scoring.shop.FirstPlace;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares of first places and whether they were right, and whether one temperature is enough to say
 * it: two numbers more are taken where Schwarz's criterion (1978) is for them. One thread.
 */
final class FirstPlaceFit {

  /** Of both numbers, about none: keeps them finite where first places are always right. */
  private static final double PRIOR = 1;

  private static final int STEPS = 50;
  private static final double CLOSE = 1e-9;

  private record Place(double odds, boolean right) {}

  private final List<Place> places = new ArrayList<>();

  /**
   * @param share that the temperature gives to the first place, 0 to 1
   */
  void add(double share, boolean right) {
    places.add(new Place(FirstPlace.odds(share), right));
  }

  /** The likeliest correction, or none where it gains less than its two numbers cost. */
  FirstPlace fitted() {
    double a = 0;
    double b = 1;
    double moved = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS && moved > CLOSE; step++) {
      double slopeA = PRIOR * a;
      double slopeB = PRIOR * (b - 1);
      double aa = PRIOR;
      double ab = 0;
      double bb = PRIOR;
      for (Place place : places) {
        double chance = chance(place, a, b);
        double off = chance - (place.right ? 1 : 0);
        double bend = chance * (1 - chance);
        slopeA += off;
        slopeB += off * place.odds;
        aa += bend;
        ab += bend * place.odds;
        bb += bend * place.odds * place.odds;
      }
      double determinant = aa * bb - ab * ab;
      double byA = (bb * slopeA - ab * slopeB) / determinant;
      double byB = (aa * slopeB - ab * slopeA) / determinant;
      a -= byA;
      b -= byB;
      moved = Math.max(Math.abs(byA), Math.abs(byB));
    }
    boolean found = moved <= CLOSE && b > 0;
    return found && likelihood(a, b) - likelihood(0, 1) > Math.log(places.size())
        ? new FirstPlace(a, b)
        : FirstPlace.AS_IT_IS;
  }

  private static double chance(Place place, double a, double b) {
    return 1 / (1 + Math.exp(-a - b * place.odds));
  }

  /** Logarithm of how likely it was that these places were right. */
  private double likelihood(double a, double b) {
    double sum = 0;
    for (Place place : places) {
      double odds = a + b * place.odds;
      sum -= Math.log1p(Math.exp(place.right ? -odds : odds));
    }
    return sum;
  }
}
