package dev.meander.event;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an erased person leaves to the shop's own series, without the person: what was bought and
 * what came back, by day and category, and how often a category was visited.
 */
public record RetainedFacts(List<Demand> demand, List<Visits> visits) {

  /** Nothing. */
  public static final RetainedFacts NONE = new RetainedFacts(List.of(), List.of());

  public RetainedFacts {
    demand = List.copyOf(demand);
    visits = List.copyOf(visits);
  }

  /**
   * Gross sums of one UTC day.
   *
   * @param category null where the events named none
   * @param currency ISO 4217; empty where no amount was known
   * @param quantity pieces bought
   * @param amount paid for them
   * @param returned pieces that came back
   * @param refunded paid back for them
   */
  public record Demand(
      LocalDate day,
      @Nullable CategoryPath category,
      String currency,
      long quantity,
      BigDecimal amount,
      long returned,
      BigDecimal refunded) {}

  /** How many events visited a category. */
  public record Visits(CategoryPath category, long events) {}
}
