package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.event.PersonId;
import dev.meander.interest.Evolution;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.shop.ShopCounting;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of evolution that ships, copied into a repository and spoilt. */
class OutlookSlotTest {
  private static final ModelFiles SHIPPED = new ModelFiles(Optional.empty());
  private static final ModelIdentity OUTLOOK = new ModelIdentity("shop-outlook", "2");
  private static final int LEAST_MOVES = 6;

  @TempDir Path repository = Path.of("set by JUnit");
  private OutlookSlot slot = slot(Optional.empty());

  private OutlookSlot slot(Optional<String> wanted) {
    return new OutlookSlot(
        new ModelFiles(Optional.of(repository)), wanted, ExecutionProviderWanted.CPU, LEAST_MOVES);
  }

  @BeforeEach
  void start() {
    slot = slot(Optional.empty());
  }

  @AfterEach
  void stop() {
    slot.close();
  }

  private static String manifest() {
    return new String(SHIPPED.read("shop-outlook/2/manifest.json"), StandardCharsets.UTF_8);
  }

  private void install(String named, String manifest) {
    try {
      Path to = Files.createDirectories(repository.resolve(named));
      Files.write(to.resolve("model.onnx"), SHIPPED.read("shop-outlook/2/model.onnx"));
      Files.writeString(to.resolve("manifest.json"), manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Models.point(
        repository, "{\"name\":\"shop-ranker\",\"version\":\"1\",\"outlook\":\"" + named + "\"}");
    slot.refresh();
  }

  private Optional<ModelIdentity> serving() {
    return slot.serving().map(Foreteller::identity);
  }

  private void assertRefused(String because) {
    assertTrue(slot.refusal().orElseThrow().contains(because), slot.refusal().toString());
    assertEquals(Optional.of(OUTLOOK), serving());
  }

  @Test
  void theShippedPointerNamesTheShippedModel() {
    OutlookSlot shipped =
        new OutlookSlot(SHIPPED, Optional.empty(), ExecutionProviderWanted.CPU, LEAST_MOVES);
    shipped.refresh();
    assertEquals(Optional.of(OUTLOOK), shipped.serving().map(Foreteller::identity));
    shipped.close();
  }

  @Test
  void theSettingIsStrongerThanThePointerAndAPointerWithoutOneEndsIt() {
    install("shop-outlook/2", manifest());
    assertEquals(Optional.of(OUTLOOK), serving());
    OutlookSlot off = slot(Optional.of("none"));
    off.refresh();
    assertEquals(Optional.empty(), off.serving());
    Models.point(repository, "{\"name\":\"shop-ranker\",\"version\":\"1\"}");
    slot.refresh();
    assertEquals(Optional.empty(), serving());
    assertEquals(Optional.empty(), slot.refusal());
  }

  @Test
  void whatIsBrokenIsRefusedOnceAndTheOldModelServes() {
    install("shop-outlook/2", manifest());
    String second = manifest().replace("\"version\": \"2\"", "\"version\": \"3\"");
    install("shop-outlook/3", second.replace("outlook-features-1", "outlook-features-9"));
    assertRefused("it wants features outlook-features-9");
    slot.refresh();
    assertEquals(1, slot.refusals());
    install("shop-outlook/4", manifest());
    assertRefused("shop-outlook/4 holds outlook shop-outlook 2");
    install("shop-outlook/5", "{");
    assertRefused("manifest.json");
    install("../shop-outlook", manifest());
    assertRefused("no outlook can be named ../shop-outlook");
    install("shop-outlook/3", second.replace("\"days28\"", "\"days29\""));
    assertRefused("has no head days28");
    install("shop-outlook/2", manifest());
    assertEquals(Optional.empty(), slot.refusal());
    assertEquals(5, slot.refusals());
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
  void whoVisitedSomethingIsForetoldFromTheEndOfTheDay() {
    List<Request> requests =
        List.of(
            new Request(People.at(People.visiting("a", "b", "a", "a")), People.SHOP, shop()),
            new Request(People.at(People.nobody()), People.SHOP, shop()),
            new Request(People.at(People.visiting("b", "never/seen")), People.SHOP, shop()),
            new Request(People.at(People.visiting("a", "b")), People.SHOP, null));
    List<ScoredInterest> scored = baseline(requests);
    install("shop-outlook/2", manifest());
    Foreteller foreteller = slot.serving().orElseThrow();
    List<ScoredInterest> foretold = foreteller.foretell(requests, scored);
    Evolution evolution = foretold.getFirst().evolution();
    assertEquals(OUTLOOK, evolution.outlook());
    assertEquals(
        List.of(1, 7, 28, 91), evolution.ahead().stream().map(Evolution.Ahead::days).toList());
    for (Evolution.Ahead window : evolution.ahead()) {
      Set<CategoryPath> named = new HashSet<>();
      double sum = window.elsewhere();
      for (Evolution.ShareAhead share : window.shares()) {
        assertTrue(named.add(share.category()), "once");
        assertTrue(share.lower() <= share.share() && share.share() <= share.upper());
        sum += share.share();
      }
      assertEquals(1, sum, 1e-9);
      assertTrue(named.contains(People.path("a")) && named.contains(People.path("b")));
      assertTrue(window.comeBack() > 0.5 && window.comeBack() <= 1, "their own pace");
    }
    Evolution.TrendChances rates = Objects.requireNonNull(evolution.baseRates());
    assertEquals(1, rates.emerging() + rates.stable() + rates.fading(), 1e-3);
    assertEquals(
        scored.getFirst().evolution().categories().stream()
            .map(Evolution.CategoryEvolution::history)
            .toList(),
        evolution.categories().stream().map(Evolution.CategoryEvolution::history).toList());
    for (Evolution.CategoryEvolution category : evolution.categories()) {
      assertEquals(28, category.forecast().size());
      for (Evolution.DayForecast day : category.forecast()) {
        assertTrue(day.lower() <= day.weight() && day.weight() <= day.upper());
      }
    }
    assertEquals(scored.getFirst().migration(), foretold.getFirst().migration());
    assertEquals(scored.get(1), foretold.get(1));
    assertTrue(
        foretold.get(2).evolution().ahead().getFirst().shares().stream()
            .anyMatch(share -> share.category().equals(People.path("never/seen"))),
        "where they are now, though the shop does not know it yet");
    assertEquals(scored.get(3), foretold.get(3));
    foreteller.close();
    assertThrows(
        OnnxModel.Retired.class,
        () -> {
          List<ScoredInterest> _ = foreteller.foretell(requests, scored);
        });
  }

  @Test
  void theMomentAskedIsTheFirstOfTheShopsNextDay() {
    InterestProfile person = People.visiting("a", "b");
    long last = person.lastEventAt().toEpochMilli();
    for (int hours : new int[] {-9, 0, 8}) {
      long zone = hours * 3_600_000L;
      long asked = Foreteller.asked(ShopForm.clicks(hours * 3_600), person);
      assertEquals(0, Math.floorMod(asked + zone, 86_400_000L));
      assertTrue(asked > last && asked <= last + 86_400_000L);
    }
  }

  @Test
  void aShopWithTooFewMovesIsLeftToTheOtherModel() {
    ShopSnapshot shop = shop();
    assertEquals(8, Objects.requireNonNull(shop.statistics()).flows().moves());
    OutlookSlot choosy =
        new OutlookSlot(SHIPPED, Optional.of("shop-outlook/2"), ExecutionProviderWanted.CPU, 9);
    choosy.refresh();
    Foreteller foreteller = choosy.serving().orElseThrow();
    List<Request> requests =
        List.of(new Request(People.at(People.visiting("a", "b")), People.SHOP, shop));
    List<ScoredInterest> scored = baseline(requests);
    assertEquals(scored, foreteller.foretell(requests, scored));
    assertTrue(!foreteller.foretells(shop));
    choosy.close();
  }
}
