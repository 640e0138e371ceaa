package dev.meander.launcher.sample;

import dev.meander.event.BehaviorEvent.ItemCarted;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemUncarted;
import dev.meander.event.Money;
import dev.meander.launcher.sample.Cart.Line;
import dev.meander.launcher.sample.Catalogue.Article;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** One person's way from the cart to the purchase. */
final class Till {

  private static final double PROMOTION_PRICE = 0.82;
  private static final int FORGOTTEN_AFTER_DAYS = 30;

  private final Traits traits;
  private final Dice dice;
  private final Interests interests;
  private final AfterSales afterSales;
  private final Cart cart = new Cart();

  Till(Traits traits, Dice dice, Interests interests, AfterSales afterSales) {
    this.traits = traits;
    this.dice = dice;
    this.interests = interests;
    this.afterSales = afterSales;
  }

  /**
   * Puts the article into the cart, perhaps.
   *
   * @param drawn how much the person wants it, about 1
   * @return the clock afterwards
   */
  long consider(DayLog log, String session, long clock, Article article, double drawn) {
    double eagerness = Calendar.eagerness(log.date());
    if (cart.isFull() || !dice.chance(Math.min(0.5, 0.06 * drawn * eagerness))) {
      return clock;
    }
    int quantity = article.leaf().every() > 0 && dice.chance(0.4) ? 1 + dice.below(5) : 1;
    cart.add(new Line(article, quantity, log.day()));
    log.add(clock, session, new ItemCarted(article.item(), quantity));
    return clock + 1_200 + dice.below(2_000);
  }

  /** Buys, takes out or leaves each line of the cart; returns the clock afterwards. */
  long checkOut(DayLog log, String session, long start) {
    long clock = start;
    double eagerness = Calendar.eagerness(log.date());
    for (Line line : cart.lines()) {
      if (clock >= log.end()) {
        return clock;
      }
      if (dice.chance(Math.min(0.9, 0.16 * traits.buying() * eagerness))) {
        buy(log, session, clock, line);
        clock += 4_000 + dice.below(20_000);
      } else if (dice.chance(0.07) || log.day() - line.day() > FORGOTTEN_AFTER_DAYS) {
        log.add(clock, session, new ItemUncarted(line.article().item(), line.quantity()));
        cart.remove(line);
        clock += 1_000 + dice.below(2_000);
      }
    }
    return clock;
  }

  private void buy(DayLog log, String session, long clock, Line line) {
    Article article = line.article();
    Optional<String> promotion = Calendar.promotion(log.date());
    double price = promotion.isPresent() ? PROMOTION_PRICE : 1;
    long cents = traits.charge(Math.round(article.cents() * line.quantity() * price));
    Money paid = new Money(BigDecimal.valueOf(cents, 2), traits.currency());
    Map<String, String> context = promotion.map(name -> Map.of("promotion", name)).orElse(Map.of());
    log.add(clock, session, context, new ItemPurchased(article.item(), line.quantity(), paid));
    cart.remove(line);
    interests.find(article.leaf()).ifPresent(interest -> interest.purchased(log.day()));
    afterSales.purchased(article, line.quantity(), cents, log.day());
  }
}
