package dev.meander.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/** From the 202 to the first read that shows the event, while a thousand a second come in. */
final class ReadableChapter {

  /** Events after which one is followed to the read. */
  private static final int FOLLOWED = 20;

  private final BenchPlan plan;
  private final BenchInstance instance;
  private final PostedEvents events;
  private final Report report;

  ReadableChapter(BenchPlan plan, BenchInstance instance, PostedEvents events, Report report) {
    this.plan = plan;
    this.instance = instance;
    this.events = events;
    this.report = report;
  }

  /** The service runs with all roles and has no backlog. */
  void run() throws InterruptedException {
    report.chapter(
        "accepted -> readable",
        ("all roles; single events, %,d a second by the clock whatever the answers; of every %d one"
                + " is followed: from its 202 until GET migration says its position or a later one,"
                + " asked again %d ms after each answer")
            .formatted(BenchPlan.READABLE_RATE, FOLLOWED, FollowedEvent.PAUSE.toMillis()));
    int count = Math.toIntExact(plan.seconds().toSeconds()) * BenchPlan.READABLE_RATE;
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    for (int round = plan.firstRound(); round <= plan.rounds(); round++) {
      Steady.Result result =
          new Steady(instance.url(), BenchPlan.READABLE_RATE, FOLLOWED).run(events.posts(count, 1));
      if (result.failed() > 0) {
        throw new BenchException(
            "%d of %d events were refused or never readable: %s"
                .formatted(result.failed(), count, result.firstFailure()));
      }
      if (round > 0) {
        p50.add(result.readable().percentile(0.5));
        p99.add(result.readable().percentile(0.99));
        report.line(
            "round " + round,
            "%s; posts %s; %,.0f events/s"
                .formatted(
                    result.readable().text(), result.posts().text(), result.eventsPerSecond()));
      }
    }
    report.line("p50", Spread.of(p50).text(1) + " ms");
    report.line("p99", Spread.of(p99).text(1) + " ms");
    report.atMost("accepted -> readable, p99 at 1,000 events/s", 500, Spread.of(p99), "ms");
  }
}
