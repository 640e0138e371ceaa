package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.scoring.shop.ReturnScale;
import dev.meander.statistics.ShopForm;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReturnsFitTest {
  private static final ShopForm FORM = ShopForm.clicks(0);
  private static final int DAYS = 28;
  private static final long DAY = 86_400_000;
  private static final long NOW = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
  private static final long OVER = NOW - DAYS * DAY;

  private static double logistic(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }

  /** What comes is drawn by odds that are another line of those that were foretold. */
  private static ReturnsFit drawn(int moments, long millis, double intercept, double slope) {
    ReturnsFit fit = new ReturnsFit(FORM, DAYS);
    add(fit, moments, millis, intercept, slope);
    return fit;
  }

  private static void add(
      ReturnsFit fit, int moments, long millis, double intercept, double slope) {
    Random random = new Random(7);
    for (int i = 0; i < moments; i++) {
      double odds = 1.5 * random.nextGaussian();
      boolean came = random.nextDouble() < logistic(intercept + slope * odds);
      fit.add(millis, logistic(odds), came);
    }
  }

  @Test
  void theLineThatWasDrawnByIsFound() {
    ReturnScale found = drawn(60_000, OVER, -.6, .7).fitted(NOW);
    int month = ReturnsFit.month(FORM, OVER);
    assertEquals(-.6, found.intercept() + found.months().get(month), .04);
    assertEquals(.7, found.slope(), .03);
    assertEquals(logistic(-.6 + .7), found.told(logistic(1), month), .01);
  }

  @Test
  void theFewerMomentsTheNearerToTheModel() {
    double before = 0;
    for (int moments : new int[] {10, 100, 1_000, 10_000, 100_000}) {
      double moved = Math.abs(drawn(moments, OVER, -1, 1).fitted(NOW).intercept());
      assertTrue(moved > before, moments + " moments: " + moved);
      before = moved;
    }
    double few = drawn(10, OVER, -1, 1).fitted(NOW).intercept();
    assertTrue(Math.abs(few) < .1, "ten moments: " + few);
  }

  @Test
  void nothingIsLookedAtBeforeItsWindowIsOver() {
    ReturnsFit fit = drawn(1_000, OVER, -.5, 1);
    ReturnScale known = fit.fitted(NOW);
    add(fit, 1_000, OVER + 1, 3, 1);
    assertEquals(known, fit.fitted(NOW));
    assertEquals(1_000, fit.over(NOW));
    assertEquals(2_000, fit.over(NOW + 1));
    assertTrue(fit.fitted(NOW + 1).intercept() > known.intercept());
    assertEquals(ReturnScale.NONE, fit.fitted(NOW - 1));
  }

  @Test
  void whatIsOlderCountsLess() {
    ReturnsFit fit = drawn(3_000, OVER - 300 * DAY, 1, 1);
    add(fit, 3_000, OVER, -1, 1);
    ReturnScale found = fit.fitted(NOW);
    assertTrue(found.intercept() < -.1, found::toString);
  }

  @Test
  void aMonthIsToldAsItWasInYearsBefore() {
    ReturnsFit fit = new ReturnsFit(FORM, DAYS);
    for (int back = 12; back >= 1; back--) {
      long at = Instant.parse("2024-02-01T00:00:00Z").toEpochMilli() - back * 30L * DAY;
      add(fit, 2_000, at, ReturnsFit.month(FORM, at) == 11 ? 1 : 0, 1);
    }
    ReturnScale found = fit.fitted(NOW);
    double even = found.told(.5, 5);
    assertTrue(found.told(.5, 11) > even + .08, found::toString);
    assertEquals(.5, even, .05);
  }

  @Test
  void anOrderTheWrongWayRoundIsNotTakenOver() {
    assertEquals(ReturnScale.NONE, drawn(20_000, OVER, 0, -1).fitted(NOW));
  }

  @Test
  void whoIsSureToComeAndAlwaysDoesIsToldAsSure() {
    ReturnsFit fit = new ReturnsFit(FORM, DAYS);
    for (int i = 0; i < 500; i++) {
      fit.add(OVER, 1, true);
    }
    double told = fit.fitted(NOW).told(1, 1);
    assertTrue(told > .999 && told <= 1, "told " + told);
  }
}
