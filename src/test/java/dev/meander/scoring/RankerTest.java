package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.event.PersonId;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.RankedCategory;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.shop.FirstPlace;
import dev.meander.scoring.shop.HeadScale;
import dev.meander.scoring.shop.ShopCounting;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.ShopForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ranker that ships, asked of a small shop. */
class RankerTest {

  private static final ModelFiles SHIPPED = new ModelFiles(Optional.empty());
  private static final ModelIdentity FLOWS = new ModelIdentity("shop-flows", "3");
  private static final int LEAST_MOVES = 6;

  private final RankerSlot slot =
      new RankerSlot(SHIPPED, Optional.empty(), ExecutionProviderWanted.CPU, LEAST_MOVES);

  @BeforeEach
  void start() {
    slot.refresh();
  }

  @AfterEach
  void stop() {
    slot.close();
  }

  private Ranker ranker() {
    return slot.ranker().orElseThrow();
  }

  private static ShopSnapshot shop() {
    List<InterestProfile> people =
        List.of(People.visiting("a", "b", "a", "c", "b", "d"), People.visiting("b", "a", "d", "a"));
    Set<CategoryPath> categories = new TreeSet<>();
    List.of("a", "b", "c", "d").forEach(name -> categories.add(People.path(name)));
    ShopCounting counting = new ShopCounting(ShopForm.clicks(0), categories, 1 << 12);
    people.forEach(person -> counting.look(new PersonId("p"), person.history()));
    counting.begin();
    people.forEach(person -> counting.count(person.history()));
    return counting.snapshot(new ShopSnapshot.Version(1, List.of(), Instant.EPOCH));
  }

  private static List<ScoredInterest> baseline(List<Request> requests) {
    List<ScoredInterest> scored = new ArrayList<>();
    requests.forEach(
        request ->
            scored.add(BaselineInterestScorer.scoreOne(request.profile(), request.popularity())));
    return scored;
  }

  @Test
  void whoVisitedSomethingIsRankedAmongWhatTheShopKnows() {
    List<Request> requests =
        List.of(
            new Request(People.at(People.visiting("a", "b")), People.SHOP, shop()),
            new Request(People.at(People.nobody()), People.SHOP, shop()),
            new Request(People.at(People.visiting("b", "never/seen")), People.SHOP, shop()),
            new Request(People.at(People.visiting("a", "b")), People.SHOP, null));
    List<ScoredInterest> scored = baseline(requests);
    List<ScoredInterest> ranked = ranker().rank(requests, scored);
    Migration migration = ranked.getFirst().migration();
    assertEquals(FLOWS, migration.ranker());
    assertEquals(10, migration.steps().size());
    assertEquals(
        Set.of(People.path("a"), People.path("c"), People.path("d")),
        Set.copyOf(
            migration.steps().getFirst().candidates().stream()
                .map(RankedCategory::category)
                .toList()));
    assertEquals(
        1,
        migration.steps().getFirst().candidates().stream()
            .mapToDouble(RankedCategory::probability)
            .sum(),
        1e-9);
    for (RankedCategory each : migration.steps().getFirst().candidates()) {
      assertEquals(!each.category().equals(People.path("a")), each.novel());
    }
    assertEquals(scored.getFirst().evolution(), ranked.getFirst().evolution());
    assertEquals(scored.get(1), ranked.get(1));
    assertEquals(FLOWS, ranked.get(2).migration().ranker());
    assertTrue(
        ranked.get(2).migration().steps().get(1).candidates().stream()
            .anyMatch(each -> each.category().equals(People.path("never/seen"))));
    assertEquals(scored.get(3), ranked.get(3));
    assertThrows(
        OnnxModel.Retired.class,
        () -> {
          Ranker closed = ranker();
          closed.close();
          List<ScoredInterest> _ = closed.rank(requests, scored);
        });
  }

  private static ShopScales scales(ModelIdentity of) {
    return scales(of, new HeadScale(2.5, .8));
  }

  private static ShopScales scales(ModelIdentity of, HeadScale scale) {
    return new ShopScales(of, Collections.nCopies(6, scale), 4_000, Instant.EPOCH, Instant.EPOCH);
  }

  private Migration told(ShopSnapshot shop) {
    return told(shop, "b", "c", "a");
  }

  private Migration told(ShopSnapshot shop, String... visited) {
    List<Request> requests =
        List.of(new Request(People.at(People.visiting(visited)), People.SHOP, shop));
    return ranker().rank(requests, baseline(requests)).getFirst().migration();
  }

  private static List<CategoryPath> order(List<RankedCategory> candidates) {
    return candidates.stream().map(RankedCategory::category).toList();
  }

  private static double sum(List<RankedCategory> candidates) {
    return candidates.stream().mapToDouble(RankedCategory::probability).sum();
  }

  @Test
  void theShopsOwnDaysChangeHowSureItIsAndNotTheOrder() {
    Migration plain = told(shop());
    Migration own = told(shop().told(scales(FLOWS)));
    for (int step = 0; step < 3; step++) {
      List<RankedCategory> before = plain.steps().get(step).candidates();
      List<RankedCategory> after = own.steps().get(step).candidates();
      assertEquals(order(before), order(after));
      assertEquals(1, sum(before), 1e-9);
      assertEquals(.8, sum(after), 1e-9);
      assertTrue(after.getFirst().probability() < before.getFirst().probability());
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(order(plain.days().get(i).candidates()), order(own.days().get(i).candidates()));
      assertEquals(.8, sum(own.days().get(i).candidates()), 1e-9);
    }
    for (Migration.Path path : own.paths()) {
      assertTrue(path.probability() < .8);
    }
    assertTrue(own.steps().getLast().candidates().getFirst().probability() > 0);
    assertEquals(plain, told(shop().told(null)));
    assertEquals(
        plain, told(shop().told(scales(new ModelIdentity("shop-flows", "1")))), "not its own");
  }

  @Test
  void onlyOfWhomNothingElseIsKnownIsToldAsANewcomer() {
    HeadScale plain = new HeadScale(2.5, .8);
    HeadScale surer = plain.with(new FirstPlace(0, 1, 3));
    Migration known = told(shop().told(scales(FLOWS, plain)), "b", "c", "a");
    Migration same = told(shop().told(scales(FLOWS, surer)), "b", "c", "a");
    Migration fresh = told(shop().told(scales(FLOWS, plain)), "a");
    Migration newcomer = told(shop().told(scales(FLOWS, surer)), "a");
    for (int step = 0; step < 3; step++) {
      List<RankedCategory> before = fresh.steps().get(step).candidates();
      List<RankedCategory> after = newcomer.steps().get(step).candidates();
      assertEquals(order(before), order(after));
      assertTrue(after.getFirst().probability() > before.getFirst().probability() + .05);
      assertEquals(
          known.steps().get(step).candidates().getFirst().probability(),
          same.steps().get(step).candidates().getFirst().probability(),
          1e-9);
    }
  }

  @Test
  void aShopWithTooFewMovesIsNotRanked() {
    ShopSnapshot shop = shop();
    assertEquals(8, java.util.Objects.requireNonNull(shop.statistics()).flows().moves());
    RankerSlot choosy =
        new RankerSlot(SHIPPED, Optional.of("shop-flows/3"), ExecutionProviderWanted.CPU, 9);
    choosy.refresh();
    List<Request> requests =
        List.of(new Request(People.at(People.visiting("a", "b")), People.SHOP, shop));
    List<ScoredInterest> scored = baseline(requests);
    assertEquals(scored, choosy.ranker().orElseThrow().rank(requests, scored));
    choosy.close();
  }
}
