package dev.meander.launcher.sample;

import dev.meander.event.BehaviorEvent.ItemCarted;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.launcher.sample.Catalogue.Article;

/** Reads the whole catalogue evenly, fast and at any hour; now and then probes a cart. */
final class Bot implements Visitor {

  private final Shop shop;
  private final Dice dice;
  private final int everyDays;
  private final int looks;

  Bot(Shop shop, Dice dice) {
    this.shop = shop;
    this.dice = dice;
    this.everyDays = 3 + dice.below(10);
    this.looks = 40 + dice.below(120);
  }

  @Override
  public void live(DayLog log) {
    if (log.day() % everyDays != 0) {
      return;
    }
    String session = "b" + log.day();
    long clock = log.begin() + dice.below(86_300) * 1_000L;
    for (int i = 0; i < looks; i++) {
      Leaf leaf = shop.tree().leaf(dice.below(shop.tree().size()));
      Article article = shop.catalogue().drawEvenly(leaf, dice);
      log.add(clock, session, new ItemViewed(article.item(), 60L + dice.below(20)));
      if (dice.chance(0.01)) {
        log.add(clock + 40, session, new ItemCarted(article.item(), 1));
      }
      clock += 250 + dice.below(30);
    }
  }

  @Override
  public String source() {
    return "web";
  }
}
