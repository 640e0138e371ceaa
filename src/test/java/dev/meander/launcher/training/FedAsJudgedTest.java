package dev.meander.launcher.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.interest.InterestProfile;
import dev.meander.launcher.evaluation.Bench;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.evaluation.Moment;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the service is fed to be asked the same as offline, it counts and tells the same. */
class FedAsJudgedTest {
  private static final int ASKED = 60;
  private static final int PEOPLE = 3_000;
  private static final long DAY = 86_400_000;
  private static final long CUT = 1_000 * DAY;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Bench.class,
      names = {"BEAUTY", "JD_ALL"})
  void aPublishedSetIsCountedAndItsPeopleAreTold(Bench bench) throws IOException {
    Path data = RealServers.project().resolve("../shared/data");
    Assumptions.assumeTrue(Files.isDirectory(data), "no published sets here");
    ShopSet set = bench.read(data);
    // Enough for categories with more sessions than are looked at, and for short.
    List<BenchPerson> some = set.people().subList(0, bench == Bench.OPEN_ECOMMERCE ? 300 : PEOPLE);
    assertEquals(ASKED, same(new ShopSet(set.name(), set.form(), some, set.parts())));
  }

  @Test
  void moreSessionsOfACategoryThanAreLookedAtAreThoseOfTheSameWhateverTheirIds()
      throws IOException {
    List<BenchPerson> people = new ArrayList<>();
    for (int person = 0; person < 900; person++) {
      people.add(person(String.valueOf(900 - person), person, 6));
    }
    assertEquals(ASKED, same(set(people)));
  }

  @Test
  void whoDidMoreThanAProfileHoldsIsKnownByTheNewestOfIt() throws IOException {
    List<BenchPerson> people = new ArrayList<>();
    for (int person = 0; person < ASKED; person++) {
      people.add(person("p" + person, person, 6));
    }
    // What they did first, and never again, is new where it is not known any more.
    List<BenchVisit> visits = new ArrayList<>(person("much", 7, 3_000).visits());
    visits.add(visit(0, "once"));
    people.set(ASKED - 1, new BenchPerson("much", visits));
    ShopSet set = set(people);
    assertTrue(visits.size() > 2 * InterestProfile.HISTORY_EVENTS);
    assertEquals(ASKED, same(set));
  }

  private static ShopSet set(List<BenchPerson> people) {
    Part.Split cut = new Part.Between(CUT, Long.MAX_VALUE);
    return new ShopSet(
        "s", ShopForm.orders(), people, List.of(new Part("test", Part.Role.TEST, cut)));
  }

  private static BenchVisit visit(long millis, String category) {
    return new BenchVisit(millis, category, "i" + category, false, false);
  }

  /** The last of the visits lies behind the cut. */
  private static BenchPerson person(String id, int seed, int visits) {
    Random random = new Random(seed);
    List<BenchVisit> theirs = new ArrayList<>();
    for (int i = 0; i < visits; i++) {
      long at = CUT - (visits - 1 - i) * DAY / 4;
      theirs.add(visit(at, i == 0 ? "all" : i == visits - 1 ? "next" : "c" + random.nextInt(60)));
    }
    return new BenchPerson(id, theirs);
  }

  /** Of how many people all numbers are those of offline. */
  private int same(ShopSet set) throws IOException {
    FedShop fed = new FedShop(set, folder);
    Part.Split split = set.test().split();
    FrozenShop offline = FrozenShop.of(set.form(), set.people(), split::counted);
    assertEquals(offline.statistics().checksum(), fed.statistics().checksum());
    FeatureExtractor judging = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
    FeatureExtractor serving = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
    int same = 0;
    int every = Math.max(1, set.people().size() / ASKED / 12);
    for (int person = 0; person < set.people().size() && same < ASKED; person++) {
      Runs all = offline.people().get(person);
      int k = first(split, person, all);
      Runs runs = fed.runs(person);
      // Of whom nothing is known the service cannot be asked.
      if (k < 0 || runs.size() == 0 || person % every != 0) {
        continue;
      }
      Moment moment =
          Moment.of(set.form(), set.people().get(person), offline.numbers()::of, all, k);
      CandidateRows judged = judging.extract(offline.statistics(), moment.runs(), moment.k());
      CandidateRows served = serving.extract(fed.statistics(), runs, runs.size() - 1);
      // Of what nobody visited before only the person's own number is unlike.
      assertArrayEquals(others(judged), others(served));
      assertArrayEquals(values(judged), values(served), set.people().get(person).id());
      same++;
    }
    return same;
  }

  private static int first(Part.Split split, int person, Runs runs) {
    for (int k = 0; k + 1 < runs.size(); k++) {
      if (split.asks(person, runs, k)) {
        return k;
      }
    }
    return -1;
  }

  private static int[] others(CandidateRows rows) {
    return Arrays.copyOf(rows.categories(), rows.others());
  }

  private static float[] values(CandidateRows rows) {
    return Arrays.copyOf(rows.values(), rows.size() * rows.schema().count());
  }
}
