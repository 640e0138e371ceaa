package dev.meander.launcher.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.launcher.chart.Chart;
import dev.meander.launcher.chart.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of measured rebuilds. */
class MeasurementTest {

  private static final Round ROUND =
      new Round(
          100_000,
          2,
          4,
          3.2,
          90.4,
          91.2,
          true,
          List.of(
              new Round.Look(0.5, 0, 400, 100),
              new Round.Look(1, 20_000, 450, 300),
              new Round.Look(1.5, 20_000, 460, 320),
              new Round.Look(3, 80_000, 455, 250)));

  @Test
  void a_round_tells_its_rate_and_its_largest_memory() {
    assertEquals(
        "events=100000 round=2 seconds=4.0 rate=25000 cpu_s=3.2 resident_mb=460 live_heap_mb=90..91 equal=true",
        ROUND.toString());
  }

  @Test
  void each_size_has_a_panel_of_rates_and_one_of_memory() {
    Chart chart = Measurement.chart(List.of(ROUND));
    assertEquals(
        List.of("100,000 events: events per second", "100,000 events: service, MiB"),
        chart.panels().stream().map(panel -> panel.title()).toList());
    Line rates = chart.panels().getFirst().lines().getFirst();
    assertEquals("2: 25,000/s", rates.name());
    // Progress is told once a second: a look that saw nothing new is no rate of 0.
    assertEquals(List.of(new Line.Point(1, 20_000), new Line.Point(3, 30_000)), rates.points());
    assertTrue(chart.svg().contains(">2: heap used<"));
  }

  @Test
  void the_file_has_a_line_for_each_look() {
    List<String> lines = Measurement.csv(List.of(ROUND)).lines().toList();
    assertEquals(5, lines.size());
    assertEquals("size,round,second,events,resident_mb,heap_mb", lines.getFirst());
    assertEquals("100000,2,1.00,20000,450,300", lines.get(2));
  }
}
