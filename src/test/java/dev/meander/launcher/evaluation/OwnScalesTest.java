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
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OwnScalesTest {
  private static final RankerModel RANKER =
      RankerModel.load(RealServers.project().resolve("model-artifacts/shop-flows/3/model.onnx"));

  private static final int KNOWN = 60;
  private static final int VISITS = 9;

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

  @Test
  void withoutDatesEverybodyKnownIsAskedOnWhatOthersDid() {
    List<BenchPerson> people = new ArrayList<>();
    for (int person = 0; person < KNOWN + 20; person++) {
      people.add(endingWhereNobodyElseWent(person));
    }
    ShopScales scales = ofSessions(people, 4_000).orElseThrow();
    assertEquals(KNOWN * (VISITS - 1), scales.moments());
    // Whoever were counted themselves would find their own end among the candidates.
    assertEquals(1 - 1.0 / (VISITS - 1), scales.heads().getFirst().reach(), 1e-9);
    for (int person = KNOWN; person < people.size(); person++) {
      people.set(person, new BenchPerson("p" + person, List.of(visit(0, "else"))));
    }
    assertEquals(Optional.of(scales), ofSessions(people, 4_000), "nobody else is asked");
    assertEquals(250, ofSessions(people, 250).orElseThrow().moments());
    assertEquals(Optional.empty(), ofSessions(people.subList(KNOWN - 5, people.size()), 4_000));
  }

  /** All but the last 20 are known. */
  private static Optional<ShopScales> ofSessions(List<BenchPerson> people, int most) {
    BitSet known = new BitSet();
    known.set(0, people.size() - 20);
    BitSet judged = new BitSet();
    judged.set(people.size() - 20, people.size());
    Part test = new Part("test", Part.Role.TEST, new Part.Among(known, judged));
    ShopSet set = new ShopSet("sessions", ShopForm.sessions(), people, List.of(test));
    return OwnScales.of(set, test, RANKER, most);
  }

  private static BenchPerson endingWhereNobodyElseWent(int person) {
    Random random = new Random(person);
    List<BenchVisit> visits = new ArrayList<>();
    int category = random.nextInt(8);
    for (int i = 0; i + 1 < VISITS; i++) {
      category = (category + 1 + random.nextInt(3)) % 8;
      visits.add(visit(i, "c" + category));
    }
    visits.add(visit(VISITS - 1, "end" + person));
    return new BenchPerson("p" + person, visits);
  }

  private static BenchVisit visit(int at, String category) {
    return new BenchVisit(at * 10_000L, category, "i" + at, false, false);
  }
}
