package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.training.LogPeople;
import dev.meander.scoring.RankerJudgement;
import dev.meander.scoring.RankerModel;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OwnScalesTest {
  private static final RankerModel RANKER =
      RankerModel.load(RealServers.project().resolve("model-artifacts/shop-flows/3/model.onnx"));

  private final ShopSet set = set();

  @AfterAll
  static void close() {
    RANKER.close();
  }

  private static ShopSet set() {
    LogPeople people = new LogPeople();
    new SampleStream(
            new SampleSettings(new TenantId("scaled"), 120, 60, 5, LocalDate.parse("2024-01-01")))
        .stream()
            .sorted(java.util.Comparator.comparing(event -> event.occurredAt()))
            .forEach(people::add);
    return ShopSet.ofLog("sample", ShopForm.clicks(0), people.people());
  }

  private Part.Between split() {
    return (Part.Between) set.test().split();
  }

  @Test
  void theRankerIsAskedOfNoMoreThanItMayAndOfNothingThatIsJudgedLater() {
    ShopScales scales = OwnScales.of(set, set.test(), RANKER, 300).orElseThrow();
    assertEquals(300, scales.moments());
    assertEquals(6, scales.heads().size());
    assertTrue(scales.from().isBefore(scales.until()), scales::toString);
    assertTrue(scales.until().toEpochMilli() < split().from(), scales::toString);
    List<BenchPerson> known = new ArrayList<>();
    for (BenchPerson person : set.people()) {
      Map<String, Integer> numbers = new HashMap<>();
      Runs runs =
          person.runs(set.form(), name -> numbers.computeIfAbsent(name, _ -> numbers.size()));
      int visits = 0;
      for (int k = 0; k < split().counted(0, runs); k++) {
        visits += runs.events(k);
      }
      if (visits > 0) {
        known.add(new BenchPerson(person.id(), person.visits().subList(0, visits)));
      }
    }
    ShopSet before = new ShopSet("before", set.form(), known, set.parts());
    assertEquals(Optional.of(scales), OwnScales.of(before, set.test(), RANKER, 300));
  }

  @Test
  void ofTooFewMomentsNothingIsSaid() {
    int few = RankerJudgement.LEAST_MOMENTS - 1;
    assertEquals(Optional.empty(), OwnScales.of(set, set.test(), RANKER, few));
    assertEquals(few + 1, OwnScales.of(set, set.test(), RANKER, few + 1).orElseThrow().moments());
  }

  @Test
  void aShopWithoutAPastSaysNothing() {
    Part first =
        new Part("first", Part.Role.TEST, new Part.Between(Long.MIN_VALUE, Long.MAX_VALUE));
    ShopSet fresh = new ShopSet("fresh", set.form(), set.people(), List.of(first));
    assertEquals(Optional.empty(), OwnScales.of(fresh, first, RANKER, 300));
  }
}
