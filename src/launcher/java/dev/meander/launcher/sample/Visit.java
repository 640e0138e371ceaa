package dev.meander.launcher.sample;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ExposureClicked;
import dev.meander.event.BehaviorEvent.ExposureShown;
import dev.meander.event.BehaviorEvent.ItemFavorited;
import dev.meander.event.BehaviorEvent.ItemHidden;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.BehaviorEvent.LoggedIn;
import dev.meander.event.BehaviorEvent.Searched;
import dev.meander.launcher.sample.Catalogue.Article;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person's sessions: how a session runs from the first page to the till. */
final class Visit {

  private static final int MOST_LOOKS = 60;
  private static final List<String> PAGES = List.of("/", "/deals", "/me", "/orders", "/new");
  private static final List<String> REFERRERS =
      List.of("https://www.baidu.com/", "https://www.google.com/", "https://weibo.com/");

  private final Shop shop;
  private final Traits traits;
  private final Dice dice;
  private final Interests interests;
  private final Till till;
  private @Nullable Article lastLookedAt;
  private long clock;

  Visit(Shop shop, Traits traits, Dice dice, Interests interests, AfterSales afterSales) {
    this.shop = shop;
    this.traits = traits;
    this.dice = dice;
    this.interests = interests;
    this.till = new Till(traits, dice, interests, afterSales);
  }

  Leaf popularLeaf(LocalDate date) {
    return shop.popularity().draw(date, dice);
  }

  /**
   * Plays a session.
   *
   * @param start in milliseconds since the epoch
   * @return when it ended, at most the day's end
   */
  long make(DayLog log, long start, String session) {
    clock = start;
    if (dice.chance(0.45)) {
      String referrer = dice.chance(0.3) ? dice.pick(REFERRERS) : null;
      tell(log, session, new LoggedIn(dice.pick(PAGES), referrer), 2_000);
    }
    Article clicked = dice.chance(0.3) ? exposures(log, session) : null;
    int looks = Math.clamp((long) dice.logNormal(traits.patience(), 0.8), 1, MOST_LOOKS);
    for (int i = 0; i < looks && clock < log.end(); i++) {
      Article article = clicked;
      clicked = null;
      if (article == null) {
        article = next(log, session, i == 0);
      }
      look(log, session, article);
    }
    clock = till.checkOut(log, session, clock);
    return Math.min(clock, log.end());
  }

  private Article next(DayLog log, String session, boolean first) {
    Leaf before = lastLookedAt == null ? null : lastLookedAt.leaf();
    Leaf leaf = interests.step(first ? 0.4 : 0.6, log.day(), log.date());
    boolean moved = !leaf.equals(before);
    if (moved && dice.chance(0.22)) {
      String query = shop.texts().query(leaf, traits.language(), dice);
      tell(log, session, new Searched(query), 3_000);
    }
    return !moved && lastLookedAt != null && dice.chance(0.12)
        ? lastLookedAt
        : shop.catalogue().draw(leaf, dice);
  }

  private @Nullable Article exposures(DayLog log, String session) {
    Article clicked = null;
    int shown = 1 + dice.below(3);
    for (int i = 0; i < shown; i++) {
      Leaf leaf = popularLeaf(log.date());
      double appeal =
          interests
              .find(leaf)
              .map(known -> known.intensity(log.day(), log.date(), shop.popularity()))
              .orElse(0.0);
      Article article = shop.catalogue().draw(leaf, dice);
      tell(log, session, new ExposureShown(article.item()), 700);
      if (clicked == null && dice.chance(0.03 + Math.min(0.3, 0.2 * appeal))) {
        clicked = article;
      }
    }
    if (clicked != null) {
      tell(log, session, new ExposureClicked(clicked.item()), 800);
      interests.visit(clicked.leaf(), log.day());
    }
    return clicked;
  }

  private void look(DayLog log, String session, Article article) {
    lastLookedAt = article;
    double appeal =
        interests
            .find(article.leaf())
            .map(known -> known.intensity(log.day(), log.date(), shop.popularity()))
            .orElse(0.0);
    double drawn = Math.min(2, 0.4 + appeal);
    long dwell = (long) Math.min(dice.logNormal(traits.pace() * drawn, 0.8), 1_800_000);
    tell(log, session, new ItemViewed(article.item(), dwell), dwell + 500);
    if (dice.chance(0.035 * drawn)) {
      tell(log, session, new ItemFavorited(article.item()), 900);
    } else if (appeal < 0.3 && dice.chance(0.008)) {
      tell(log, session, new ItemHidden(article.item()), 900);
      interests.find(article.leaf()).ifPresent(interest -> interest.dampen(0.5));
    }
    clock = till.consider(log, session, clock, article, drawn);
  }

  private void tell(DayLog log, String session, BehaviorEvent event, long thenMs) {
    log.add(clock, session, event);
    clock += thenMs + dice.below(1_500);
  }
}
