package dev.meander.launcher.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.TenantId;
import dev.meander.launcher.chart.Line;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What grows is found, what merely warms up or trembles is not. */
class JudgementTest {

  private static final int MINUTES = 30;
  private static final double HOUR = 3600;

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void the_slope_is_the_median_of_all_slopes_and_no_outlier_moves_it() {
    List<Line.Point> points =
        IntStream.range(0, 50)
            .mapToObj(i -> new Line.Point(i, i == 20 ? 10_000 : 7 + 3 * i))
            .toList();
    Trend trend = Trend.of(points);
    assertEquals(3, trend.slope(), 1e-9);
    assertEquals(3, trend.lower(), 1e-9);
    assertEquals(10_800, trend.per(HOUR).slope(), 1e-6);
  }

  @Test
  void of_two_points_nothing_can_be_said() {
    Trend trend = Trend.of(List.of(new Line.Point(0, 0), new Line.Point(1, 100)));
    assertEquals(0, trend.slope());
    assertEquals(Double.NEGATIVE_INFINITY, trend.lower());
  }

  @Test
  void a_heap_that_trembles_and_stays_is_flat() {
    Judgement judgement = judge(Measure.HEAP_LIVE, MINUTES, _ -> 150);
    assertEquals(List.of(), judgement.faults());
  }

  @Test
  void a_heap_that_warms_up_in_the_first_third_is_flat() {
    Judgement judgement =
        judge(Measure.HEAP_LIVE, MINUTES, second -> 150 + Math.min(0, second / 6 - 100));
    assertEquals(List.of(), judgement.faults());
  }

  /** 16 bytes an event at 1,000 events a second are 55 MiB an hour. */
  @Test
  void a_heap_that_keeps_a_few_bytes_of_each_event_grows() {
    Judgement judgement =
        judge(Measure.HEAP_LIVE, MINUTES, second -> 150 + second * 16_000 / (1 << 20));
    assertEquals(55, judgement.slope(Measure.HEAP_LIVE), 2);
    assertEquals(List.of("heap live grows by 55 an hour, more than 12"), rounded(judgement));
  }

  @Test
  void of_a_rehearsal_no_slope_is_judged() {
    Judgement judgement = judge(Measure.THREADS, 1, second -> 100 + second);
    assertTrue(judgement.slope(Measure.THREADS) > 1_000);
    assertEquals(List.of(), judgement.faults());
  }

  @Test
  void a_server_that_takes_more_than_it_was_given_is_a_fault_in_a_rehearsal_too() {
    Judgement judgement = judge(Measure.REDIS, 1, second -> second > 50 ? 600 : 100);
    assertEquals(List.of("redis reaches 600, more than 500"), rounded(judgement));
  }

  @Test
  void the_last_line_tells_what_was_lost_and_is_not_good_then() {
    var account = new Account();
    account.acknowledge("ada", 3);
    account.acknowledge("bob", 2);
    account.answered("post", "202", false);
    Account.Difference difference = account.compare(Map.of("ada", 1L, "bob", 3L, "eve", 1L));
    Verdict verdict =
        Verdict.of(
            new Soak.Plan(1, 100, 1, Duration.ofSeconds(5)),
            account,
            difference,
            series(Measure.RATE, 1, _ -> 100));
    assertFalse(verdict.good());
    assertTrue(
        verdict
            .toString()
            .startsWith("soak minutes=1 acknowledged=5 lost=2 doubled=2 rate=100 errors=0 "),
        verdict.toString());
    assertTrue(verdict.toString().contains(" heap_slope_mb_per_h=0.0 "), verdict.toString());
  }

  @Test
  void a_rate_that_is_not_reached_and_failed_requests_are_faults() {
    var account = new Account();
    account.acknowledge("ada", 1);
    account.answered("post", "202", false);
    account.answered("post", "500", true);
    Verdict verdict =
        Verdict.of(
            new Soak.Plan(1, 100, 1, Duration.ofSeconds(5)),
            account,
            account.compare(Map.of("ada", 1L)),
            series(Measure.RATE, 1, _ -> 50));
    assertEquals(
        List.of("only 50 events a second were reached", "1 of 2 requests failed"),
        verdict.faults());
    assertEquals("post 202=1, post 500=1", account.answers());
  }

  @Test
  void the_file_has_a_column_for_each_measure_and_leaves_out_what_was_not_told() {
    var series = new Series();
    var sample = new Sample.Builder();
    sample.put(Measure.THREADS, 80);
    sample.put(Measure.LAG, 0.25);
    series.add(sample.at(5));
    List<String> lines = series.csv().lines().toList();
    assertEquals(
        "second,heap_mb,heap_used_mb,direct_mb,netty_mb,rss_mb,threads,broker_mb,postgres_mb,redis_mb,lag_s,"
            + "acknowledged_per_s,reads_per_s,errors",
        lines.getFirst());
    assertEquals("5,,,,,,80,,,,0.25,,,", lines.getLast());
  }

  @Test
  void the_plot_shows_each_measure_and_the_trend_that_was_judged() {
    Series series = series(Measure.HEAP_LIVE, MINUTES, second -> 150 + second / 60);
    var account = new Account();
    account.answered("post", "202", false);
    var plan = new Soak.Plan(MINUTES, 1_000, 50, Duration.ofSeconds(5));
    Verdict verdict = Verdict.of(plan, account, account.compare(Map.of()), series);
    String svg = Plot.of(plan, series, verdict).svg();
    assertTrue(svg.contains("Soak: 30 minutes at 1,000 events/s"), svg);
    assertTrue(svg.contains("stroke-dasharray"), svg);
    assertTrue(svg.contains(">after full collection<"), svg);
  }

  @Test
  void there_are_people_enough_for_the_load_to_last() {
    for (int minutes : new int[] {1, 30}) {
      var plan = new Soak.Plan(minutes, 1_000, 50, Duration.ofSeconds(5));
      var shop =
          new SampleSettings(
              new TenantId("default"), plan.people() / 10, 20 * 365, 1, LocalDate.of(2006, 1, 1));
      long events = new SampleStream(shop).stream().count();
      assertTrue(events * 10 >= minutes * 60_000L, () -> minutes + " minutes: " + events);
    }
  }

  private static List<String> rounded(Judgement judgement) {
    return judgement.faults().stream()
        .map(fault -> fault.replaceAll("(\\d+)\\.\\d", "$1"))
        .toList();
  }

  private Judgement judge(Measure measure, int minutes, DoubleUnaryOperator value) {
    return Judgement.of(series(measure, minutes, value));
  }

  private Series series(Measure measure, int minutes, DoubleUnaryOperator value) {
    var series = new Series();
    for (int second = 5; second <= minutes * 60; second += 5) {
      var sample = new Sample.Builder();
      sample.put(measure, value.applyAsDouble(second) + random.nextDouble(-0.4, 0.4));
      series.add(sample.at(second));
    }
    return series;
  }
}
