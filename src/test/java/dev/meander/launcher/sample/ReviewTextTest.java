package dev.meander.launcher.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewTextTest {

  private final Texts.File file = ShopFile.readResource("texts.json", Texts.File.class);
  private final Texts texts = new Texts(file);
  private final CategoryTree tree = new CategoryTree(ShopFile.read());

  @ParameterizedTest
  @EnumSource(Language.class)
  void the_words_agree_with_the_rating(Language language) {
    Dice dice = new Dice(1);
    Texts.Openings openings = file.reviews().openings();
    for (int i = 0; i < tree.size(); i++) {
      for (int rating = 1; rating <= 5; rating++) {
        String text = texts.review(tree.leaf(i), rating, language, dice);
        assertEquals(rating >= 4, startsWithAny(text, openings.good().in(language)), text);
        assertEquals(rating == 3, startsWithAny(text, openings.fair().in(language)), text);
        assertEquals(rating <= 2, startsWithAny(text, openings.poor().in(language)), text);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void people_say_the_same_in_many_ways(Language language) {
    Dice dice = new Dice(1);
    Set<String> said = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      said.add(texts.review(tree.leaf(0), 1 + dice.below(5), language, dice));
    }
    assertTrue(said.size() > 60, "only " + said.size());
  }

  private static boolean startsWithAny(String text, List<String> openings) {
    return openings.stream().anyMatch(text::startsWith);
  }
}
