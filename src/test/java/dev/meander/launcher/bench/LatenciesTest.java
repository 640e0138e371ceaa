package dev.meander.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies hundred =
      new Latencies(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());

  @Test
  void a_percentile_is_a_time_that_was_measured() {
    assertEquals(50, hundred.percentile(0.5));
    assertEquals(99, hundred.percentile(0.99));
    assertEquals(100, hundred.percentile(1));
    assertEquals(1, hundred.percentile(0.001));
  }

  @Test
  void the_only_time_is_every_percentile() {
    var one = new Latencies(new long[] {2_500_000});
    assertEquals(2.5, one.percentile(0.5));
    assertEquals(2.5, one.percentile(0.99));
    assertEquals("p50 2.5 ms, p99 2.5 ms, max 2.5 ms", one.text());
  }

  @Test
  void nothing_measured_has_no_percentile() {
    var none = new Latencies(new long[0]);
    assertThrows(IllegalArgumentException.class, () -> none.percentile(0.5));
    assertThrows(IllegalArgumentException.class, () -> hundred.percentile(0));
    assertThrows(IllegalArgumentException.class, () -> hundred.percentile(1.01));
  }
}
