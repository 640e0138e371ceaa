package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.Money;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sales that a batch adds up, as they stand in the table. */
@QuarkusTest
@WithTestResource(RealServers.class)
class DemandFactTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Item PHONE = Histories.item("i-1", "electronics", "phone");
  private static final Item TEA = Histories.item("i-2", "food");
  private static final Item UNKNOWN = new Item(new ItemId("i-3"), null, null, null);

  @Inject ProfileStore store;
  @Inject AgroalDataSource database;

  private final TenantId tenant = new TenantId("d-" + UUID.randomUUID());
  private final LogOf log = new LogOf(tenant);
  private int events;

  @Test
  void purchasesAndReturnsAreSummedByDayCategoryAndCurrency() throws Throwable {
    apply(
        event("p0", 0, new ItemPurchased(PHONE, 2, money("59.80", "EUR"))),
        event("p0", 0, new ItemPurchased(PHONE, 1, money("29.905", "EUR"))),
        event("p0", 0, new ItemPurchased(PHONE, 1, money("250", "CNY"))),
        event("p0", 0, new ItemReturned(PHONE, 1, money("29.90", "EUR"))),
        event("p0", 1, new ItemReturned(PHONE, 1, money("250", "CNY"))),
        event("p0", 1, new ItemPurchased(TEA, 3, money("12", "EUR"))));
    assertEquals(
        List.of(
            "2025-03-01 electronics/phone CNY 1 250 0 0",
            "2025-03-01 electronics/phone EUR 3 89.705 1 29.9",
            "2025-03-02 electronics/phone CNY 0 0 1 250",
            "2025-03-02 food EUR 3 12 0 0"),
        facts());
  }

  @Test
  void whatNamesNoCategoryOrNoAmountIsCountedAllTheSame() throws Throwable {
    apply(
        event("p0", 0, new ItemPurchased(UNKNOWN, 4, money("1.5", "EUR"))),
        event("p0", 0, new ItemPurchased(PHONE, 5, null)),
        event("p0", 0, new ItemReturned(PHONE, 2, null)),
        event("p0", 0, new ItemReturned(UNKNOWN, 1, null)));
    assertEquals(
        List.of(
            "2025-03-01   0 0 1 0",
            "2025-03-01  EUR 4 1.5 0 0",
            "2025-03-01 electronics/phone  5 0 2 0"),
        facts());
  }

  @Test
  void otherEventsAreNoDemand() throws Throwable {
    apply(event("p0", 0, new ItemViewed(PHONE, null)));
    assertEquals(List.of(), facts());
  }

  @Test
  void eachPartitionOfTheLogHasRowsOfItsOwnWhichAddUp() throws Throwable {
    apply(
        event("p0", 0, new ItemPurchased(TEA, 1, money("4", "EUR"))),
        event("p1", 0, new ItemPurchased(TEA, 2, money("8", "EUR"))));
    assertEquals(List.of("2025-03-01 food EUR 1 4 0 0", "2025-03-01 food EUR 2 8 0 0"), facts());
    apply(
        event("p1", 0, new ItemPurchased(TEA, 10, money("40", "EUR"))),
        event("p0", 0, new ItemReturned(TEA, 1, money("4", "EUR"))));
    assertEquals(List.of("2025-03-01 food EUR 1 4 1 4", "2025-03-01 food EUR 12 48 0 0"), facts());
  }

  @Test
  void aPurchaseThatComesTwiceIsBoughtOnce() throws Throwable {
    PositionedEvent first = event("p0", 0, new ItemPurchased(TEA, 1, money("4", "EUR")));
    apply(first);
    apply(first);
    apply(log.append(first.envelope()));
    assertEquals(List.of("2025-03-01 food EUR 1 4 0 0"), facts());
  }

  private PositionedEvent event(String person, int day, BehaviorEvent event) {
    Instant at = Histories.START.plus(DAY.multipliedBy(day)).plusSeconds(++events);
    return log.append(LogOf.of(Histories.envelope("e" + events, at, event), tenant, person));
  }

  private static Money money(String amount, String currency) {
    return new Money(new BigDecimal(amount), Currency.getInstance(currency));
  }

  private void apply(PositionedEvent... batch) throws Throwable {
    @Nullable BatchResult _ =
        VertxContextSupport.subscribeAndAwait(
            () -> store.apply(LogOf.batch(List.of(batch)), Map.of()));
  }

  private List<String> facts() throws SQLException {
    List<String> facts = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select concat_ws(' ', day, replace(category, chr(31), '/'), currency, quantity,
                  trim_scale(amount), returned, trim_scale(refunded))
                from demand_fact where tenant = ?""")) {
      query.setString(1, tenant.value());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          facts.add(rows.getString(1));
        }
      }
    }
    return facts.stream().sorted().toList();
  }
}
