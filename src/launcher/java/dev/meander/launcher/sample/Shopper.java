package dev.meander.launcher.sample;

import dev.meander.event.BehaviorEvent.InterestDeclared;
import dev.meander.event.CategoryPath;
import dev.meander.launcher.sample.Interest.Course;
import java.util.Arrays;
import java.util.List;

/** A person: traits, interests, a cart, and days with sessions in them. */
final class Shopper implements Visitor {

  private static final int MOST_SESSIONS_A_DAY = 6;
  private static final long BREAK_MS = 45 * 60_000L;

  private final Dice dice;
  private final Traits traits;
  private final Interests interests;
  private final LifeEvents lifeEvents;
  private final AfterSales afterSales;
  private final Visit visit;
  private final int joins;
  private final int leaves;
  private int sessions;

  Shopper(Shop shop, Dice dice) {
    this.dice = dice;
    this.traits = Traits.draw(dice);
    this.interests = new Interests(shop, dice, dice.between(0.3, 0.42));
    this.joins = dice.chance(0.75) ? 0 : dice.below(365);
    this.leaves = joins + (int) dice.exponential(1_000);
    this.lifeEvents = new LifeEvents(shop, dice, interests, joins);
    this.afterSales = new AfterSales(shop, traits, dice, interests);
    this.visit = new Visit(shop, traits, dice, interests, afterSales);
  }

  @Override
  public void live(DayLog log) {
    afterSales.live(log);
    if (log.day() < joins || log.day() > leaves) {
      return;
    }
    if (log.day() == joins) {
      plantFirstInterests(log);
    }
    List<Leaf> began = lifeEvents.advance(log.day(), log.date());
    long earliest = log.begin();
    for (long start : starts(log)) {
      String session = "s" + sessions;
      long from = Math.max(start, earliest);
      if (sessions == 0 && dice.chance(0.25)) {
        declare(log, from, session, interests.stated(1 + dice.below(5)));
      } else if (!began.isEmpty() && dice.chance(0.15)) {
        declare(log, from, session, began);
      }
      earliest = visit.make(log, from + 1_000, session) + BREAK_MS;
      sessions++;
      if (earliest > log.end()) {
        return;
      }
    }
  }

  private void plantFirstInterests(DayLog log) {
    int count = 2 + dice.below(5);
    for (int i = 0; i < count; i++) {
      Course course =
          new Course(dice.logNormal(1.3, 0.5), dice.between(20, 200), dice.between(20, 120));
      int since = log.day() - dice.below(60);
      interests.plant(visit.popularLeaf(log.date()), course, since, log.day() + 120);
    }
  }

  private long[] starts(DayLog log) {
    double mean = traits.visitsPerDay() * Calendar.traffic(log.date());
    long[] starts = new long[Math.min(MOST_SESSIONS_A_DAY, dice.poisson(mean))];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = log.begin() + Calendar.hour(dice) * 3_600_000L + dice.below(3_600_000);
    }
    Arrays.sort(starts);
    return starts;
  }

  private static void declare(DayLog log, long at, String session, List<Leaf> leaves) {
    // People state areas rather than leaves.
    List<CategoryPath> areas =
        leaves.stream()
            .map(leaf -> new CategoryPath(leaf.path().levels().subList(0, 2)))
            .distinct()
            .toList();
    if (!areas.isEmpty()) {
      log.add(at, session, new InterestDeclared(areas));
    }
  }

  @Override
  public String source() {
    return traits.source();
  }
}
