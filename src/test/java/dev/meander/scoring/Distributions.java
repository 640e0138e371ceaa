package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.Evolution.CategoryEvolution;
import dev.meander.interest.Evolution.DayForecast;
import dev.meander.interest.RankedCategory;
import java.util.HashSet;
import java.util.List;

/** What every answer must be. */
final class Distributions {

  private Distributions() {}

  static void check(List<RankedCategory> candidates) {
    assertTrue(candidates.size() <= 20, "candidates: " + candidates.size());
    double total = 0;
    double before = 1;
    for (RankedCategory candidate : candidates) {
      double p = candidate.probability();
      assertTrue(p > 0 && p <= before, candidates.toString());
      before = p;
      total += p;
    }
    assertTrue(total <= 1 + 1e-9, "sum is " + total);
    assertTrue(
        new HashSet<>(candidates.stream().map(RankedCategory::category).toList()).size()
            == candidates.size(),
        "a category is named twice");
  }

  static void check(CategoryEvolution evolution) {
    for (DayForecast day : evolution.forecast()) {
      assertTrue(
          0 <= day.lower()
              && day.lower() <= day.weight()
              && day.weight() <= day.upper()
              && day.upper() <= 1,
          day.toString());
    }
    evolution
        .history()
        .forEach(day -> assertTrue(0 <= day.weight() && day.weight() <= 1, day.toString()));
  }
}
