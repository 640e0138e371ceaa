package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.TenantId;
import dev.meander.serving.InterestViewStore.Refill;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link InterestViewStore} says of its completeness, beside all else that it keeps. */
abstract class ViewRefillContract extends RevisedViewsContract {

  /** Loses everything that the store holds. */
  abstract void empty();

  @Test
  void a_store_is_complete_once_it_is_filled_each_tenant_by_itself() {
    TenantId tenant = new TenantId("complete-" + UUID.randomUUID());
    assertEquals(false, wait(store().isComplete(tenant)));
    Refill refill = wait(store().beginRefill(tenant));
    assertEquals(false, wait(store().isComplete(tenant)));
    assertEquals(true, wait(store().completeRefill(refill)));
    assertEquals(true, wait(store().isComplete(tenant)));
    assertEquals(false, wait(store().isComplete(new TenantId(tenant.value() + "-other"))));
  }

  @Test
  void a_store_emptied_while_it_was_filled_is_not_complete() {
    TenantId tenant = new TenantId("emptied-" + UUID.randomUUID());
    Refill lost = wait(store().beginRefill(tenant));
    empty();
    assertEquals(false, wait(store().completeRefill(lost)));
    assertEquals(false, wait(store().isComplete(tenant)));
    Refill again = wait(elsewhere().beginRefill(tenant));
    assertEquals(true, wait(elsewhere().completeRefill(again)));
    assertEquals(true, wait(store().isComplete(tenant)));
  }

  @Test
  void two_processes_may_fill_a_store_at_once() {
    TenantId tenant = new TenantId("both-" + UUID.randomUUID());
    Refill one = wait(store().beginRefill(tenant));
    Refill other = wait(elsewhere().beginRefill(tenant));
    assertEquals(true, wait(store().completeRefill(one)));
    assertEquals(true, wait(elsewhere().completeRefill(other)));
  }
}
