package dev.meander.launcher.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void the_median_of_an_odd_number_is_the_middle_one() {
    assertEquals(new Spread(1, 4, 9, 3), Spread.of(9, 1, 4));
  }

  @Test
  void the_median_of_an_even_number_lies_between_the_middle_two() {
    assertEquals(new Spread(1, 3, 10, 4), Spread.of(10, 2, 4, 1));
  }

  @Test
  void one_round_is_its_own_spread() {
    assertEquals(new Spread(7, 7, 7, 1), Spread.of(7));
  }

  @Test
  void a_ratio_is_taken_within_its_round() {
    // Medians of each would say 20 / 100; both halves of the machine's slow round were slow.
    Spread ratio = Spread.ofRatios(List.of(20.0, 5.0, 60.0), List.of(100.0, 10.0, 200.0));
    assertEquals(new Spread(0.2, 0.3, 0.5, 3), ratio);
  }

  @Test
  void what_is_no_measurement_is_refused() {
    assertThrows(IllegalArgumentException.class, Spread::of);
    assertThrows(IllegalArgumentException.class, () -> Spread.of(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Spread.ofRatios(List.of(1.0), List.of(0.0)));
    assertThrows(
        IllegalArgumentException.class, () -> Spread.ofRatios(List.of(1.0, 2.0), List.of(1.0)));
  }

  @Test
  void it_reads_as_smallest_middle_and_largest() {
    assertEquals("0.21 / 0.24 / 0.30", Spread.of(0.3, 0.21, 0.24).text(2));
    assertEquals("9,500 / 12,000 / 1,000,000", Spread.of(1e6, 9500, 12_000).text(0));
  }
}
