package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.RetainedFacts;
import dev.meander.event.TenantId;
import dev.meander.interest.Consent;
import dev.meander.interest.DayCell;
import dev.meander.interest.PersonDays;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * What one person's events come to in the shop's series, counted as the read model counts them:
 * each event once, in the log's order. Not for several threads.
 */
public final class PersonFacts {

  private final LogPartition anywhere;
  private final PersonDays days = new PersonDays(Consent.UNASKED, new TreeMap<>());
  private final Sales sales = new Sales();
  private long events;

  public PersonFacts(TenantId tenant) {
    anywhere = new LogPartition(tenant, 0);
  }

  /**
   * Takes the next event in.
   *
   * @param appendedAt when the log took it
   */
  public void add(EventEnvelope envelope, Instant appendedAt) {
    events++;
    switch (days.take(envelope, appendedAt)) {
      case COUNTED -> sales.add(anywhere, envelope);
      case WITHHELD -> sales.addTrade(anywhere, envelope);
      case DUPLICATE, DAY_FULL -> {}
    }
  }

  /** How many events were taken in. */
  public long events() {
    return events;
  }

  /** The days, ascending. */
  public List<DayCell> cells() {
    return days.changed().values().stream().map(PersonDays.Changed::cell).toList();
  }

  public RetainedFacts facts() {
    return sales.facts();
  }
}
