package dev.meander.launcher.sample;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.BehaviorEvent.ItemReviewed;
import dev.meander.event.Money;
import dev.meander.launcher.sample.Catalogue.Article;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What follows a purchase days later: a return, a review whose words agree with its rating. */
final class AfterSales {

  private record Due(int day, int sequence, Article article, BehaviorEvent event) {}

  private final Shop shop;
  private final Traits traits;
  private final Dice dice;
  private final Interests interests;
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingInt(Due::day).thenComparingInt(Due::sequence));
  private int scheduled;

  AfterSales(Shop shop, Traits traits, Dice dice, Interests interests) {
    this.shop = shop;
    this.traits = traits;
    this.dice = dice;
    this.interests = interests;
  }

  /**
   * Decides what will follow.
   *
   * @param cents paid for all pieces together, in hundredths of the person's currency
   */
  void purchased(Article article, int quantity, long cents, int day) {
    double base = article.leaf().aspect().equals("wear") ? 0.14 : 0.05;
    boolean sentBack = dice.chance(base * StrictMath.exp(-0.6 * article.quality()));
    if (sentBack) {
      int pieces = 1 + dice.below(quantity);
      Money refund = new Money(BigDecimal.valueOf(cents * pieces / quantity, 2), traits.currency());
      plan(day + 2 + dice.below(13), article, new ItemReturned(article.item(), pieces, refund));
    }
    if (dice.chance(sentBack ? Math.min(0.9, traits.outspoken() * 2) : traits.outspoken())) {
      int rating = rating(article, sentBack);
      ItemReviewed review =
          new ItemReviewed(
              article.item(),
              rating,
              dice.chance(0.85)
                  ? shop.texts().review(article.leaf(), rating, traits.language(), dice)
                  : null);
      plan(day + 3 + dice.below(18), article, review);
    }
  }

  private void plan(int day, Article article, BehaviorEvent event) {
    due.add(new Due(day, scheduled, article, event));
    scheduled++;
  }

  private int rating(Article article, boolean sentBack) {
    double felt = 4.25 + 0.6 * article.quality() + 0.7 * dice.normal() - (sentBack ? 2.2 : 0);
    return Math.clamp(Math.round(felt), 1, sentBack ? 3 : 5);
  }

  /** Writes what is due on the log's day; what disappointed lowers the interest. */
  void live(DayLog log) {
    for (Due next = due.peek(); next != null && next.day() <= log.day(); next = due.peek()) {
      due.remove(next);
      long at = log.begin() + Calendar.hour(dice) * 3_600_000L + dice.below(3_600_000);
      log.add(at, null, next.event());
      if (next.event() instanceof ItemReturned) {
        interests.find(next.article().leaf()).ifPresent(interest -> interest.dampen(0.6));
      }
    }
  }
}
