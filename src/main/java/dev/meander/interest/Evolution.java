package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a person's interest grows or fades.
 *
 * @param categories at most 20, by descending current share
 * @param ahead windows after the day of the last event, ascending; empty where no model of
 *     evolution answered
 * @param baseRates how often what is asked for a trend rises, stays and fades; null likewise
 * @param outlook the model of evolution that answered; null where what made the person's other
 *     predictions did
 */
public record Evolution(
    List<CategoryEvolution> categories,
    List<Ahead> ahead,
    @Nullable TrendChances baseRates,
    @Nullable ModelIdentity outlook) {

  public Evolution {
    categories = List.copyOf(categories);
    ahead = List.copyOf(ahead);
  }

  /** An evolution without windows ahead. */
  public Evolution(List<CategoryEvolution> categories) {
    this(categories, List.of(), null, null);
  }

  /**
   * @param history shares at the end of active days, ascending
   * @param forecast for the 28 days after the last event, ascending
   * @param chances of each trend; null where it was not asked for
   */
  public record CategoryEvolution(
      CategoryPath category,
      Trend trend,
      List<DayWeight> history,
      List<DayForecast> forecast,
      @Nullable TrendChances chances) {
    public CategoryEvolution {
      history = List.copyOf(history);
      forecast = List.copyOf(forecast);
    }

    /** An evolution without chances. */
    public CategoryEvolution(
        CategoryPath category, Trend trend, List<DayWeight> history, List<DayForecast> forecast) {
      this(category, trend, history, forecast, null);
    }
  }

  /** Probabilities, summing to one. */
  public record TrendChances(double emerging, double stable, double fading) {}

  /**
   * A window of whole days.
   *
   * @param comeBack probability of any event in it
   * @param shares of its weight, if there is any, the largest first
   * @param elsewhere share of all categories not named
   */
  public record Ahead(int days, double comeBack, List<ShareAhead> shares, double elsewhere) {
    public Ahead {
      shares = List.copyOf(shares);
    }
  }

  /**
   * @param share expected, 0 to 1
   * @param lower of the band that holds 80 %
   * @param upper likewise
   */
  public record ShareAhead(CategoryPath category, double share, double lower, double upper) {}

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
