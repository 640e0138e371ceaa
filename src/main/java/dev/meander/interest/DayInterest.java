package dev.meander.interest;

import java.time.LocalDate;
import java.util.List;

/**
 * A point of the trajectory V: the interest distribution at the end of an active day.
 *
 * @param day UTC
 * @param shares the largest 20 categories' shares of the weekly sums, descending; sums to at most 1
 */
public record DayInterest(LocalDate day, List<CategoryShare> shares) {
  public DayInterest {
    shares = List.copyOf(shares);
  }
}
