package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meander.event.EventEnvelope;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.OwnScales;
import dev.meander.scoring.ReturnsFit;
import dev.meander.scoring.shop.ReturnScale;
import dev.meander.scoring.shop.ShopReturns;
import dev.meander.scoring.shop.ShopScales;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Who comes back, as the service tells it once the shop's own past has been asked. */
final class ServedReturns {
  private final ServedShop shop;
  private final OwnDays days;
  private final long origin;

  /**
   * @param origin start of the day of the shop for which people are asked
   */
  ServedReturns(ServedShop shop, OwnDays days, long origin) {
    this.shop = shop;
    this.days = days;
    this.origin = origin;
  }

  /**
   * Judges, and compares what is told then.
   *
   * @param byModel by person and window, what the model says
   * @param known all events before the day
   */
  void areToldByOwnDays(Map<String, double[]> byModel, List<EventEnvelope> known) {
    ShopScales scales = shop.judge(days);
    ShopReturns returns = Objects.requireNonNull(scales.returns());
    assertEquals(Math.min(OwnScales.MOMENTS, visitDays(known)), returns.moments());
    assertNotEquals(ReturnScale.NONE, returns.heads().getFirst());
    assertEquals(ReturnScale.NONE, returns.heads().getLast(), "no window of 91 days is over");
    shop.tell(Optional.of(scales));
    shop.nudge(byModel.keySet(), origin - 1);
    int month = ReturnsFit.month(ServedRanks.FORM, origin);
    byModel.forEach(
        (person, chances) -> {
          JsonNode ahead = shop.answer(person, "evolution", ServedOutlooks.MODEL).path("ahead");
          for (int head = 0; head < chances.length; head++) {
            assertEquals(
                returns.heads().get(head).told(chances[head], month),
                ahead.path(head).path("comeBack").asDouble(),
                ServedOutlooks.EQUAL,
                person + " in " + ServedOutlooks.WINDOWS.get(head) + " days");
          }
        });
    shop.tell(Optional.empty());
  }

  /** On how many days the people visited something, all of them together. */
  private static int visitDays(List<EventEnvelope> known) {
    return ServedShop.people(known).people().stream()
        .mapToInt(
            person ->
                Math.toIntExact(
                    person.visits().stream()
                        .mapToLong(
                            visit ->
                                Math.floorDiv(
                                    visit.millis() + ServedRanks.FORM.zoneSeconds() * 1_000L,
                                    OutlookSet.DAY_MILLIS))
                        .distinct()
                        .count()))
        .sum();
  }
}
