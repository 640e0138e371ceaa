package dev.meander.scoring;

import dev.meander.scoring.shop.FirstPlace;
import java.util.Collections;
import java.util.List;

/**
 * How first places of kindred heads are corrected: not at all, by one line for all of them, or by
 * one each, with or without what newcomers have more. Schwarz's criterion (1978) chooses.
 */
final class FirstPlaceLines {

  /** Of a line, without and with what newcomers have more. */
  private static final int[] NUMBERS = {2, 3};

  private List<FirstPlace> best;
  private double most;

  private FirstPlaceLines(List<FirstPlace> none, double likelihood) {
    best = none;
    most = likelihood;
  }

  /**
   * @param heads one or more
   * @return their corrections, in order
   */
  static List<FirstPlace> of(List<FirstPlaceFit> heads) {
    FirstPlaceFit together = new FirstPlaceFit();
    heads.forEach(together::add);
    List<FirstPlace> none = Collections.nCopies(heads.size(), FirstPlace.AS_IT_IS);
    if (together.size() == 0) {
      return none;
    }
    double cost = Math.log(together.size()) / 2;
    FirstPlaceLines lines = new FirstPlaceLines(none, likelihood(heads, none));
    for (int numbers : NUMBERS) {
      List<FirstPlace> one = Collections.nCopies(heads.size(), together.fitted(numbers));
      lines.consider(one, likelihood(heads, one) - numbers * cost);
      List<FirstPlace> each = heads.stream().map(head -> head.fitted(numbers)).toList();
      lines.consider(each, likelihood(heads, each) - numbers * cost * heads.size());
    }
    return lines.best;
  }

  private void consider(List<FirstPlace> lines, double worth) {
    if (worth > most) {
      best = lines;
      most = worth;
    }
  }

  private static double likelihood(List<FirstPlaceFit> heads, List<FirstPlace> lines) {
    double sum = 0;
    for (int head = 0; head < heads.size(); head++) {
      sum += heads.get(head).likelihood(lines.get(head));
    }
    return sum;
  }
}
