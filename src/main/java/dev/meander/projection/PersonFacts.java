package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.RetainedFacts;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one person's events come to in the shop's series, counted as the read model counts them:
 * each event once, in the log's order. Not for several threads.
 */
public final class PersonFacts {

  private final LogPartition anywhere;
  private final Map<LocalDate, DayCellFold> days = new HashMap<>();
  private final Sales sales = new Sales();
  private long events;

  public PersonFacts(TenantId tenant) {
    anywhere = new LogPartition(tenant, 0);
  }

  /** Takes the next event in. */
  public void add(EventEnvelope envelope) {
    events++;
    DayCellFold day =
        days.computeIfAbsent(DayCell.dayOf(envelope), date -> new DayCellFold(DayCell.empty(date)));
    if (day.fold(envelope) == DayCellFold.Outcome.FOLDED) {
      sales.add(anywhere, envelope);
    }
  }

  /** How many events were taken in. */
  public long events() {
    return events;
  }

  /** The days, in no order. */
  public List<DayCell> cells() {
    return days.values().stream().map(DayCellFold::cell).toList();
  }

  public RetainedFacts facts() {
    return sales.facts();
  }
}
