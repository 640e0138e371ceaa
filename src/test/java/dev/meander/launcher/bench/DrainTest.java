package dev.meander.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {

  private final Drain drain = new Drain();

  @Test
  void an_even_rise_has_one_rate() {
    drain.add(10, 0);
    drain.add(11, 300);
    drain.add(13, 900);
    assertEquals(List.of(300.0), drain.rates(1, 900));
    assertEquals(List.of(300.0, 300.0, 300.0), drain.rates(3, 900));
  }

  @Test
  void each_part_has_its_own_rate() {
    drain.add(0, 0);
    drain.add(3, 300);
    drain.add(4, 600);
    assertEquals(List.of(100.0, 300.0), drain.rates(2, 600));
  }

  @Test
  void waiting_before_the_first_event_is_not_counted() {
    drain.add(0, 0);
    drain.add(50, 0);
    drain.add(100, 0);
    drain.add(101, 500);
    assertEquals(List.of(500.0), drain.rates(1, 500));
  }

  @Test
  void what_was_done_before_the_first_look_is_not_counted() {
    drain.add(7, 200);
    drain.add(8, 600);
    assertEquals(List.of(400.0), drain.rates(1, 600));
  }

  @Test
  void a_drain_that_does_not_end_has_no_rate() {
    drain.add(0, 0);
    drain.add(1, 99);
    assertThrows(BenchException.class, () -> drain.rates(1, 100));
    assertThrows(BenchException.class, () -> new Drain().rates(1, 100));
  }

  @Test
  void a_counter_is_summed_over_its_labels() {
    String page =
        """
        # TYPE meander_projection_events_total counter
        meander_projection_events_total{outcome="folded"} 1200.0
        meander_projection_events_total{outcome="duplicate"} 3.0
        meander_projection_events_total_other 9.0
        """;
    assertEquals(1203, ServiceMetrics.sum(page, "meander_projection_events_total").orElseThrow());
    assertEquals(true, ServiceMetrics.sum(page, "meander_nothing").isEmpty());
  }
}
