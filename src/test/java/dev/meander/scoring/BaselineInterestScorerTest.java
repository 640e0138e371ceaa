package dev.meander.scoring;

import static dev.meander.scoring.People.at;
import static dev.meander.scoring.People.path;
import static dev.meander.scoring.People.visiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.Evolution.CategoryEvolution;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.RankedCategory;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineInterestScorerTest {

  private static final InterestProfile MOVER =
      visiting(
          "home/lamp", "garden/tools", "home/lamp", "toys/puzzle", "garden/tools", "home/lamp");

  private static Migration migration(InterestProfile profile, ShopPopularity shop) {
    return BaselineInterestScorer.scoreOne(at(profile), shop).migration();
  }

  private static List<CategoryPath> named(List<RankedCategory> candidates) {
    return candidates.stream().map(RankedCategory::category).toList();
  }

  @Test
  void itSaysThatNoModelAnswered() {
    ScoredInterest scored = BaselineInterestScorer.scoreOne(at(MOVER), People.SHOP);
    assertEquals(AnswerSource.BASELINE, scored.source());
    assertEquals(null, scored.model());
    assertEquals(at(MOVER), scored.profile());
  }

  @Test
  void itTellsTenStepsAndThreeHorizonsAsDistributions() {
    Migration migration = migration(MOVER, People.SHOP);
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        migration.steps().stream().map(Migration.Step::step).toList());
    assertEquals(List.of(1, 3, 7), migration.days().stream().map(Migration.Within::days).toList());
    migration.steps().forEach(step -> Distributions.check(step.candidates()));
    migration.days().forEach(days -> Distributions.check(days.candidates()));
  }

  @Test
  void theFirstStepNeverNamesTheCurrentCategoryAndTheSecondMay() {
    Migration migration = migration(MOVER, People.SHOP);
    assertFalse(named(migration.steps().get(0).candidates()).contains(path("home/lamp")));
    assertTrue(named(migration.steps().get(1).candidates()).contains(path("home/lamp")));
  }

  @Test
  void whatWasVisitedMoreOftenComesFirstAndWhatIsNewInTheShopsOrder() {
    List<RankedCategory> first = migration(MOVER, People.SHOP).steps().getFirst().candidates();
    assertEquals(
        List.of(path("garden/tools"), path("toys/puzzle")),
        named(first.stream().filter(candidate -> !candidate.novel()).toList()));
    assertEquals(path("garden/tools"), first.getFirst().category());
    assertEquals(
        List.of(path("electronics/phone"), path("beauty/lipstick"), path("beauty/mask")),
        named(first.stream().filter(RankedCategory::novel).toList()));
  }

  @Test
  void aPersonWithOneCategoryIsToldWhatTheShopVisits() {
    List<RankedCategory> first =
        migration(visiting("home/lamp"), People.SHOP).steps().getFirst().candidates();
    assertEquals(path("electronics/phone"), first.getFirst().category());
    assertTrue(first.stream().allMatch(RankedCategory::novel));
  }

  @Test
  void aPersonWithoutAnyCategoryIsToldWhatTheShopVisits() {
    ScoredInterest scored = BaselineInterestScorer.scoreOne(at(People.nobody()), People.SHOP);
    assertEquals(6, scored.migration().steps().getFirst().candidates().size());
    assertEquals(List.of(), scored.evolution().categories());
    Distributions.check(scored.migration().steps().getFirst().candidates());
  }

  @Test
  void anEmptyShopAndAnEmptyPersonGiveEmptyAnswers() {
    Migration migration = migration(People.nobody(), ShopPopularity.NONE);
    assertEquals(10, migration.steps().size());
    assertTrue(migration.steps().stream().allMatch(step -> step.candidates().isEmpty()));
    assertEquals(List.of(), migration.paths());
    assertEquals(List.of(), migration.changePoints());
  }

  @Test
  void oneCategoryAloneIsNeverTheNextStepButMayBeTheOneAfter() {
    Migration migration = migration(visiting("home/lamp", "home/lamp"), ShopPopularity.NONE);
    assertEquals(List.of(), migration.steps().get(0).candidates());
    assertEquals(List.of(path("home/lamp")), named(migration.steps().get(1).candidates()));
    assertEquals(List.of(), migration.paths());
  }

  @Test
  void pathsAreThreeMovesWithoutStandingStill() {
    List<Migration.Path> paths = migration(MOVER, People.SHOP).paths();
    assertEquals(20, paths.size());
    double total = 0;
    double before = 1;
    for (Migration.Path path : paths) {
      assertEquals(3, path.categories().size());
      assertFalse(path.categories().get(0).equals(path("home/lamp")));
      assertFalse(path.categories().get(0).equals(path.categories().get(1)));
      assertFalse(path.categories().get(1).equals(path.categories().get(2)));
      assertTrue(path.probability() > 0 && path.probability() <= before);
      before = path.probability();
      total += path.probability();
    }
    assertTrue(total <= 1, "paths sum to " + total);
  }

  @Test
  void theForecastStartsNearTheHistoryAndItsBandsHoldIt() {
    List<CategoryEvolution> categories =
        BaselineInterestScorer.scoreOne(at(MOVER), People.SHOP).evolution().categories();
    assertEquals(3, categories.size());
    CategoryEvolution lamp = categories.getFirst();
    assertEquals(path("home/lamp"), lamp.category());
    assertEquals(6, lamp.history().size());
    assertEquals(28, lamp.forecast().size());
    assertEquals(lamp.history().getLast().day().plusDays(1), lamp.forecast().getFirst().day());
    assertEquals(lamp.history().getLast().weight(), lamp.forecast().getFirst().weight(), 0.05);
    categories.forEach(Distributions::check);
  }

  @Test
  void sumsThatOverflowedLeaveTheAnswerFinite() {
    InterestProfile plain = visiting("home/lamp", "garden/tools", "home/lamp");
    List<CategoryInterest> broken =
        List.of(
            new CategoryInterest(
                path("home/lamp"),
                Double.NaN,
                Double.POSITIVE_INFINITY,
                1e308,
                plain.lastEventAt(),
                Long.MAX_VALUE),
            new CategoryInterest(
                path("garden/tools"), 1e308, 1e308, Double.NaN, plain.lastEventAt(), -5));
    InterestProfile profile =
        new InterestProfile(
            plain.tenant(),
            plain.personId(),
            plain.lastEventAt(),
            plain.eventCount(),
            plain.counts(),
            broken,
            Double.NaN,
            plain.recent(),
            plain.days());
    ShopPopularity shop =
        new ShopPopularity(
            List.of(People.share("toys/puzzle", Double.NaN), People.share("beauty/mask", 1e300)));
    ScoredInterest scored = BaselineInterestScorer.scoreOne(at(profile), shop);
    scored.migration().steps().forEach(step -> Distributions.check(step.candidates()));
    scored.evolution().categories().forEach(Distributions::check);
    for (float value : PersonFeatures.of(profile, shop).values()) {
      assertTrue(Float.isFinite(value), "a feature is " + value);
    }
  }

  @Test
  void hidingAndSendingBackAreNoVisits() {
    InterestProfile profile =
        new People()
            .event(EventKind.ITEM_VIEWED, "home/lamp", java.time.Duration.ZERO)
            .event(EventKind.ITEM_HIDDEN, "toys/puzzle", java.time.Duration.ofHours(1))
            .event(EventKind.EXPOSURE_SHOWN, "garden/tools", java.time.Duration.ofHours(2))
            .profile();
    assertEquals(path("home/lamp"), History.of(profile).current().orElseThrow());
  }
}
