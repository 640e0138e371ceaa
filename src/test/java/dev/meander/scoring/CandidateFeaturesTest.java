package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ShopPopularity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateFeaturesTest {

  private static final InterestProfile PROFILE =
      new People()
          .event(EventKind.ITEM_VIEWED, "home/lamp", Duration.ZERO)
          .event(EventKind.ITEM_CARTED, "home/lamp", Duration.ofMinutes(5))
          .event(EventKind.ITEM_VIEWED, "garden/tools", Duration.ofMinutes(10))
          .event(EventKind.ITEM_VIEWED, "home/lamp", Duration.ofHours(24))
          .event(EventKind.ITEM_PURCHASED, "home/rug", Duration.ofHours(25))
          .event(EventKind.ITEM_VIEWED, "garden/tools", Duration.ofHours(48))
          .profile();

  private static final PersonFeatures PERSON = PersonFeatures.of(PROFILE, People.SHOP);

  private static double value(String category, Feature feature) {
    int row = PERSON.candidates().indexOf(People.path(category));
    return PERSON.values()[row * Feature.COUNT + feature.column()];
  }

  @Test
  void aVisitedCategorySaysHowOftenHowLatelyAndHow() {
    assertEquals(1, value("home/lamp", Feature.OWN));
    assertEquals(0, value("home/lamp", Feature.CURRENT));
    assertEquals(Math.log1p(2), value("home/lamp", Feature.RECENCY_RANK), 1e-6);
    assertEquals(Math.log1p(2), value("home/lamp", Feature.RUNS_SINCE), 1e-6);
    assertEquals(Math.log1p(24), value("home/lamp", Feature.HOURS_SINCE), 1e-6);
    assertEquals(Math.log1p(2), value("home/lamp", Feature.VISITS), 1e-6);
    assertEquals(Math.log1p(3), value("home/lamp", Feature.EVENTS_EVER), 1e-6);
    assertEquals(1 / 4.0, value("home/lamp", Feature.STRONG_SHARE), 1e-6);
    assertEquals(0, value("home/lamp", Feature.PURCHASE_SHARE));
    assertEquals(1 / 2.0, value("home/rug", Feature.PURCHASE_SHARE), 1e-6);
    assertEquals(3000 / 6001.0, value("home/lamp", Feature.DWELL_SHARE), 1e-6);
    assertEquals(2 / 4.0, value("home/lamp", Feature.SESSION_SHARE), 1e-6);
  }

  @Test
  void theCurrentCategoryIsMarkedAndItsFollowersAreCounted() {
    assertEquals(1, value("garden/tools", Feature.CURRENT));
    assertEquals(0, value("garden/tools", Feature.RECENCY_RANK));
    // From garden/tools the person went on once, to home/lamp.
    assertEquals(1 / 2.0, value("home/lamp", Feature.SUCCESSOR_SHARE), 1e-6);
    assertEquals(Math.log1p(1), value("home/lamp", Feature.SUCCESSOR_COUNT), 1e-6);
    assertEquals(0, value("home/rug", Feature.SUCCESSOR_COUNT));
  }

  @Test
  void aNovelCategoryKnowsOnlyTheShopAndItsSiblings() {
    assertEquals(0, value("toys/puzzle", Feature.OWN));
    assertEquals(Math.log1p(3), value("toys/puzzle", Feature.RECENCY_RANK), 1e-6);
    assertEquals(9, value("toys/puzzle", Feature.HOURS_SINCE));
    assertEquals(Math.log(1e-5 + 0.15), value("toys/puzzle", Feature.POPULARITY), 1e-6);
    assertEquals(Math.log(1e-3), value("toys/puzzle", Feature.SIBLING_SHARE), 1e-6);
    assertTrue(value("home/rug", Feature.SIBLING_SHARE) > Math.log(0.3));
  }

  @Test
  void whatIsOfThePersonIsTheSameInEveryRow() {
    for (Feature feature : Feature.values()) {
      if (feature.compareTo(Feature.PERSON_RUNS) >= 0) {
        assertEquals(value("home/lamp", feature), value("toys/puzzle", feature), 0.0);
      }
    }
    assertEquals(Math.log1p(5), value("home/lamp", Feature.PERSON_RUNS), 1e-6);
    assertEquals(Math.log1p(3), value("home/lamp", Feature.PERSON_CATEGORIES), 1e-6);
    assertEquals(3 / 5.0, value("home/lamp", Feature.PERSON_NOVELTY), 1e-6);
    assertEquals(Math.log1p(2), value("home/lamp", Feature.LAST_MOVE_RANK), 1e-6);
    assertEquals(0, value("home/lamp", Feature.LAST_MOVE_NOVEL));
  }

  @Test
  void theBaselineIsAColumn() {
    int row = PERSON.candidates().indexOf(People.path("home/lamp"));
    assertEquals(
        Math.log(1e-6 + PERSON.baseline().migration()[0][row]),
        value("home/lamp", Feature.BASELINE_STEP),
        1e-6);
    assertEquals(
        Math.log(1e-6 + PERSON.baseline().evolution()[1][row]),
        value("home/lamp", Feature.BASELINE_EVOLUTION),
        1e-6);
  }

  @Test
  void candidatesAreBoundedAndTheCurrentOneIsAmongThem() {
    People person = new People();
    for (int i = 0; i < 250; i++) {
      person.add(EventKind.ITEM_VIEWED, "own/c" + i, Duration.ofHours(i));
    }
    InterestProfile profile = person.profile();
    List<CategoryShare> shop =
        new ArrayList<>(
            IntStream.range(0, 200).mapToObj(i -> People.share("shop/c" + i, 0.005)).toList());
    CandidateSet candidates = CandidateSet.of(profile, new ShopPopularity(shop));
    assertEquals(CandidateSet.MAX, candidates.size());
    assertEquals(People.path("own/c249"), candidates.get(candidates.current()).category());
    long own = IntStream.range(0, candidates.size()).filter(i -> candidates.get(i).own()).count();
    assertEquals(CandidateSet.MAX_OWN, own);
  }

  @Test
  void theOrderOfThePopularityListOfEqualSharesChangesNothing() {
    List<CategoryShare> shop = new ArrayList<>(People.SHOP.categories());
    java.util.Collections.swap(shop, 3, 4); // both 0.10
    PersonFeatures swapped = PersonFeatures.of(PROFILE, new ShopPopularity(shop));
    assertArrayEquals(PERSON.values(), swapped.values());
  }

  @Test
  void aCategoryAtTheRootHasNoSiblings() {
    InterestProfile flat = People.visiting("lamp", "tools", "lamp");
    CandidateSet candidates = CandidateSet.of(flat, ShopPopularity.NONE);
    for (int i = 0; i < candidates.size(); i++) {
      assertEquals(0, candidates.get(i).siblingShare());
      assertFalse(candidates.get(i).category().equals(CategoryPath.of("x")));
    }
  }
}
