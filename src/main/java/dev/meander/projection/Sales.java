package dev.meander.projection;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.Money;
import dev.meander.event.RetainedFacts;
import dev.meander.interest.DayCell;
import dev.meander.interest.Visits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What newly folded events add to the shop's own series: demand and visits, without a person. */
final class Sales {

  /**
   * Where demand is summed. Partitions are apart, so that two writers never wait for one row.
   *
   * @param category null where the event did not name one
   * @param currency ISO 4217, empty where no amount is known
   */
  record DemandKey(
      LogPartition partition, @Nullable CategoryPath category, LocalDate day, String currency)
      implements Comparable<DemandKey> {

    private static final Comparator<DemandKey> ORDER =
        Comparator.comparing(DemandKey::partition)
            .thenComparing(DemandKey::day)
            .thenComparing(
                DemandKey::category, Comparator.nullsFirst(Comparator.<CategoryPath>naturalOrder()))
            .thenComparing(DemandKey::currency);

    @Override
    public int compareTo(DemandKey other) {
      return ORDER.compare(this, other);
    }
  }

  /** Sums of what was bought and what came back; gross, so that each can be modelled. */
  record Demand(long quantity, BigDecimal amount, long returned, BigDecimal refunded) {
    Demand plus(Demand other) {
      return new Demand(
          quantity + other.quantity,
          amount.add(other.amount),
          returned + other.returned,
          refunded.add(other.refunded));
    }
  }

  /** Where visits are counted. */
  record VisitKey(LogPartition partition, CategoryPath category) implements Comparable<VisitKey> {

    private static final Comparator<VisitKey> ORDER =
        Comparator.comparing(VisitKey::partition).thenComparing(VisitKey::category);

    @Override
    public int compareTo(VisitKey other) {
      return ORDER.compare(this, other);
    }
  }

  private final SortedMap<DemandKey, Demand> demand = new TreeMap<>();
  private final SortedMap<VisitKey, Long> visits = new TreeMap<>();

  void add(LogPartition partition, EventEnvelope envelope) {
    addTrade(partition, envelope);
    for (CategoryPath category : Visits.of(envelope.event())) {
      visits.merge(new VisitKey(partition, category), 1L, Long::sum);
    }
  }

  /** Adds what was bought and what came back, and no visit. */
  void addTrade(LogPartition partition, EventEnvelope envelope) {
    switch (envelope.event()) {
      case ItemPurchased(Item item, int quantity, Money paid) ->
          addDemand(
              keyOf(partition, envelope, item, paid),
              new Demand(quantity, amountOf(paid), 0, BigDecimal.ZERO));
      case ItemReturned(Item item, int quantity, Money refunded) ->
          addDemand(
              keyOf(partition, envelope, item, refunded),
              new Demand(0, BigDecimal.ZERO, quantity, amountOf(refunded)));
      case BehaviorEvent.ItemEvent _, BehaviorEvent.LoggedIn _, BehaviorEvent.Searched _ -> {}
      case BehaviorEvent.InterestDeclared _, BehaviorEvent.ConsentChanged _ -> {}
      case BehaviorEvent.PersonMerged _, BehaviorEvent.PersonErased _ -> {}
    }
  }

  /** Adds what an erased person left. */
  void add(LogPartition partition, RetainedFacts facts) {
    for (RetainedFacts.Demand one : facts.demand()) {
      addDemand(
          new DemandKey(partition, one.category(), one.day(), one.currency()),
          new Demand(one.quantity(), one.amount(), one.returned(), one.refunded()));
    }
    for (RetainedFacts.Visits one : facts.visits()) {
      visits.merge(new VisitKey(partition, one.category()), one.events(), Long::sum);
    }
  }

  /** The sums, without the partitions. */
  RetainedFacts facts() {
    return new RetainedFacts(
        demand.entrySet().stream()
            .map(
                one ->
                    new RetainedFacts.Demand(
                        one.getKey().day(),
                        one.getKey().category(),
                        one.getKey().currency(),
                        one.getValue().quantity(),
                        one.getValue().amount(),
                        one.getValue().returned(),
                        one.getValue().refunded()))
            .toList(),
        visits.entrySet().stream()
            .map(one -> new RetainedFacts.Visits(one.getKey().category(), one.getValue()))
            .toList());
  }

  SortedMap<DemandKey, Demand> demand() {
    return demand;
  }

  SortedMap<VisitKey, Long> visits() {
    return visits;
  }

  private void addDemand(DemandKey key, Demand more) {
    demand.merge(key, more, Demand::plus);
  }

  private static DemandKey keyOf(
      LogPartition partition, EventEnvelope envelope, Item item, @Nullable Money money) {
    return new DemandKey(
        partition,
        item.category(),
        DayCell.dayOf(envelope),
        money == null ? "" : money.currency().getCurrencyCode());
  }

  private static BigDecimal amountOf(@Nullable Money money) {
    return money == null ? BigDecimal.ZERO : money.amount();
  }
}
