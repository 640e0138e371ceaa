package dev.meander.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarlyFlushTest {

  private final AtomicInteger flushes = new AtomicInteger();
  private final EarlyFlush early = new EarlyFlush(flushes::incrementAndGet);

  @Test
  void an_append_alone_leaves_at_once() {
    early.began();
    early.handedOver();
    assertEquals(1, flushes.get());
    early.answered();
    assertEquals(1, flushes.get());
  }

  @Test
  void appends_beside_another_leave_together_with_its_answer() {
    append();
    append();
    append();
    assertEquals(1, flushes.get());
    early.answered();
    assertEquals(2, flushes.get());
    early.answered();
    early.answered();
    assertEquals(2, flushes.get());
  }

  @Test
  void an_append_whose_neighbour_is_answered_while_it_hands_over_leaves_at_once() {
    append();
    early.began();
    early.answered();
    assertEquals(1, flushes.get());
    early.handedOver();
    assertEquals(2, flushes.get());
  }

  @Test
  void an_append_that_handed_nothing_over_holds_up_no_later_one() {
    early.began();
    early.answered();
    append();
    assertEquals(1, flushes.get());
  }

  private void append() {
    early.began();
    early.handedOver();
  }
}
