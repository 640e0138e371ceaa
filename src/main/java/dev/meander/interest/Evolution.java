package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.time.LocalDate;
import java.util.List;

/**
 * How a person's interest grows or fades.
 *
 * @param categories at most 20, by descending current share
 */
public record Evolution(List<CategoryEvolution> categories) {

  public Evolution {
    categories = List.copyOf(categories);
  }

  /**
   * @param history shares at the end of active days, ascending
   * @param forecast for the 28 days after the last event, ascending
   */
  public record CategoryEvolution(
      CategoryPath category, Trend trend, List<DayWeight> history, List<DayForecast> forecast) {
    public CategoryEvolution {
      history = List.copyOf(history);
      forecast = List.copyOf(forecast);
    }
  }

  /**
   * @param weight share of the person's interest, 0 to 1
   */
  public record DayWeight(LocalDate day, double weight) {}

  /**
   * @param weight expected share, 0 to 1
   * @param lower 10 % quantile
   * @param upper 90 % quantile
   */
  public record DayForecast(LocalDate day, double weight, double lower, double upper) {}
}
