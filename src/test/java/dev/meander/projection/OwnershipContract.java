package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How a {@link ProfileStore} keeps owners of one partition apart. */
abstract class OwnershipContract {

  private final TenantId tenant = new TenantId("o-" + UUID.randomUUID());
  private final LogOf log = LogOf.people(tenant, 1, 30, 11);
  private final LogPartition mine =
      new LogPartition(tenant, log.events().getFirst().position().partition());

  abstract ProfileStore store();

  abstract <T> T await(Supplier<Uni<T>> work);

  @Test
  void aFencedOwnerChangesNothingAndTheNewOneGoesOn() {
    Claim first = take();
    BatchResult _ = apply(log.events().subList(0, 10), first);
    Claim second = take();
    assertTrue(second.epoch() > first.epoch());
    FencedException fenced =
        assertThrows(FencedException.class, () -> apply(log.events().subList(10, 20), first));
    assertEquals(Set.of(mine), fenced.lost());
    assertEquals(Set.of(mine), await(() -> store().lost(Map.of(mine, first))));
    assertEquals(10, counted());
    BatchResult _ = apply(log.events().subList(10, 30), second);
    assertEquals(Set.of(), await(() -> store().lost(Map.of(mine, second))));
    assertEquals(30, counted());
  }

  @Test
  void whoNeverTookAPartitionIsFencedByWhoDid() {
    Claim _ = take();
    assertThrows(
        FencedException.class,
        () -> await(() -> store().apply(LogOf.batch(log.events()), Map.of())));
  }

  @Test
  void theNextOwnerReadsFromWhereTheLastWasSureToHavePublished() {
    assertEquals(Claim.beginning(mine.partition()), take().published());
    Claim owner = take();
    LogPosition tenth = log.events().get(9).position();
    BatchResult _ = apply(log.events().subList(0, 10), owner);
    assertEquals(Claim.beginning(mine.partition()), take().published());
    Claim again = take().published(tenth);
    BatchResult _ = apply(log.events().subList(10, 20), again);
    assertEquals(tenth, take().published());
    Claim last = take();
    BatchResult redelivered = apply(log.events().subList(10, 20), last);
    assertEquals(10, redelivered.tally().alreadyApplied());
    assertEquals(1, redelivered.profiles().size());
  }

  @Test
  void aBatchIsStoredOnlyWhereAllOfItsPartitionsAreOwned() {
    LogOf two = LogOf.people(tenant, 2, 10, 12);
    LogPartition other = new LogPartition(tenant, 1 - mine.partition());
    Claim own = take();
    Claim lost = await(() -> store().take(other));
    Claim _ = await(() -> store().take(other));
    FencedException fenced =
        assertThrows(
            FencedException.class,
            () ->
                await(
                    () ->
                        store().apply(LogOf.batch(two.events()), Map.of(mine, own, other, lost))));
    assertEquals(Set.of(other), fenced.lost());
    assertEquals(0, counted());
  }

  private Claim take() {
    return await(() -> store().take(mine));
  }

  private BatchResult apply(List<PositionedEvent> events, Claim claim) {
    return await(() -> store().apply(LogOf.batch(events), Map.of(mine, claim)));
  }

  private long counted() {
    return await(() -> store().current(tenant, ProfileStoreContract.P0))
        .map(found -> found.profile().eventCount())
        .orElse(0L);
  }
}
