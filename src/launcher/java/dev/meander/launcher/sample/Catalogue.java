package dev.meander.launcher.sample;

import dev.meander.event.Item;
import dev.meander.event.ItemId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The items of each category, drawn with a long tail. Made once; immutable. */
final class Catalogue {

  /**
   * @param item as on the wire
   * @param cents its price, in hundredths of the shop's currency
   * @param quality hidden, standard normal: drives ratings and returns
   */
  record Article(Leaf leaf, Item item, long cents, double quality) {}

  private final List<List<Article>> byLeaf = new ArrayList<>();

  Catalogue(CategoryTree tree, Texts texts, long seed) {
    for (int i = 0; i < tree.size(); i++) {
      Leaf leaf = tree.leaf(i);
      Dice dice = new Dice(Dice.seed(seed, 0x6974656d, i));
      int size = 15 + dice.below(60);
      List<Article> articles = new ArrayList<>(size);
      for (int k = 0; k < size; k++) {
        articles.add(article(leaf, k, texts, dice));
      }
      byLeaf.add(List.copyOf(articles));
    }
  }

  private static Article article(Leaf leaf, int place, Texts texts, Dice dice) {
    long cents = Math.max(100, 10 * (long) (dice.logNormal(leaf.price(), 0.5) * 10));
    Item item =
        new Item(
            new ItemId("i" + leaf.index() + "-" + place),
            leaf.path(),
            texts.itemName(leaf, dice),
            BigDecimal.valueOf(cents, 2));
    return new Article(leaf, item, cents, dice.normal());
  }

  /** An item of the category; a few are popular. */
  Article draw(Leaf leaf, Dice dice) {
    List<Article> articles = byLeaf.get(leaf.index());
    return articles.get(dice.longTail(articles.size()));
  }

  /** Any item of the category, all alike. */
  Article drawEvenly(Leaf leaf, Dice dice) {
    return dice.pick(byLeaf.get(leaf.index()));
  }
}
