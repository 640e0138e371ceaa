package dev.meander.launcher.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.Part;
import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookTrend;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlookSetExportTest {
  private static final long DAY = OutlookSet.DAY_MILLIS;
  private static final List<Part.Role> ALL = List.of(Part.Role.values());

  private static BenchVisit at(double day, String category) {
    return new BenchVisit((long) (day * DAY), category, category, false, false);
  }

  /** Ten days; asked at the start of days 4, 6 and 8. */
  private static OutlookSet set(List<BenchPerson> people) {
    return new OutlookSet(
        "tiny",
        ShopForm.clicks(0),
        people,
        List.of(1, 7),
        1,
        List.of(
            new OutlookSet.Origin(Part.Role.TRAIN, 4 * DAY),
            new OutlookSet.Origin(Part.Role.VALID, 6 * DAY),
            new OutlookSet.Origin(Part.Role.TEST, 8 * DAY)));
  }

  private static List<BenchPerson> people() {
    List<BenchPerson> people = new ArrayList<>();
    people.add(
        new BenchPerson(
            "a",
            List.of(
                at(1, "tea"),
                at(2, "cups"),
                at(3, "tea"),
                at(4.2, "tea"),
                new BenchVisit((long) (4.3 * DAY), "sugar", "s", false, true),
                at(9.9, "tea"))));
    people.add(new BenchPerson("b", List.of(at(1.5, "cups"), at(2.5, "tea"), at(6.5, "spoons"))));
    people.add(new BenchPerson("late", List.of(at(7, "cups"))));
    return people;
  }

  /** Asked on day 200; who had tea and cups before has tea alone in the 91 days that follow. */
  private static OutlookSet ofMonths() {
    List<BenchVisit> visits = new ArrayList<>();
    for (int day = 100; day < 200; day += 5) {
      visits.add(at(day, "tea"));
      visits.add(at(day + 0.1, "cups"));
      visits.add(at(day + 0.2, OutlookSet.REST));
    }
    visits.add(at(195, "spoons"));
    visits.add(at(250, "tea"));
    visits.add(at(300, "tea"));
    return new OutlookSet(
        "months",
        ShopForm.clicks(0),
        List.of(new BenchPerson("a", visits)),
        List.of(7, 91),
        7,
        List.of(new OutlookSet.Origin(Part.Role.TRAIN, 200 * DAY)));
  }

  @Test
  void aTrendIsToldOfWhatIsLargeEnoughAndWeeklySharesFadeWithoutVisits(@TempDir Path folder)
      throws IOException {
    int _ =
        new OutlookSetExport(ofMonths(), 0, 1, NpyFile.Type.FLOAT32)
            .write(folder, ALL, (part, done) -> {});
    Path arrays = folder.resolve("train0");
    IntBuffer trends = numbers(arrays.resolve("trends.npy")).asIntBuffer();
    FloatBuffer weekly = numbers(arrays.resolve("weekly.npy")).asFloatBuffer();
    FloatBuffer shares = numbers(arrays.resolve("shares.npy")).asFloatBuffer();
    List<Integer> told = new ArrayList<>();
    double[] sums = new double[3];
    for (int row = 0; row < trends.remaining(); row++) {
      if (trends.get(row) >= 0) {
        told.add(trends.get(row));
        boolean tea = shares.get(row * 2 + 1) == 1;
        assertEquals(
            tea ? OutlookTrend.RISING.number() : OutlookTrend.FADING.number(), told.getLast());
        assertEquals(weekly.get(row * 3), weekly.get(row * 3 + 1), "nobody came in a week");
        assertEquals(tea, weekly.get(row * 3 + 2) > weekly.get(row * 3));
      }
      for (int moment = 0; moment < sums.length; moment++) {
        sums[moment] += weekly.get(row * 3 + moment);
      }
    }
    assertEquals(2, told.size(), "neither of spoons, seen once, nor of what stands for many");
    for (double sum : sums) {
      assertEquals(1, sum, 1e-5);
    }
  }

  private static ByteBuffer numbers(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).position(128);
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void export(OutlookSet set, Path folder) throws IOException {
    int groups =
        new OutlookSetExport(set, 0, 1, NpyFile.Type.FLOAT32)
            .write(folder, ALL, (part, done) -> {});
    assertTrue(groups >= 6, "people at origins");
  }

  @Test
  void theDescriptionTellsWhatTheArraysHold(@TempDir Path folder) throws IOException {
    export(set(people()), folder);
    JsonNode told = new ObjectMapper().readTree(folder.resolve("set.json").toFile());
    assertEquals(Outlook.schema(), told.path("featureSchema").asText());
    assertEquals(Outlook.COUNT, told.path("features").size());
    assertEquals("days1", told.path("judged").asText());
    assertEquals(3, told.path("parts").size());
    int[] groups = {2, 2, 3};
    for (int i = 0; i < groups.length; i++) {
      JsonNode part = told.path("parts").get(i);
      Path arrays = folder.resolve(part.path("name").asText());
      assertEquals(groups[i], part.path("groups").asInt(), "only who was there before is asked");
      long rows = part.path("rows").asLong();
      assertEquals(
          rows * Outlook.COUNT * Float.BYTES, numbers(arrays.resolve("features.npy")).remaining());
      assertEquals(rows * 2 * Float.BYTES, numbers(arrays.resolve("shares.npy")).remaining());
    }
  }

  @Test
  void sharesAreOfTheWeightWithinTheWindow(@TempDir Path folder) throws IOException {
    export(set(people()), folder);
    Path arrays = folder.resolve("train0");
    LongBuffer ends = numbers(arrays.resolve("ends.npy")).asLongBuffer();
    FloatBuffer shares = numbers(arrays.resolve("shares.npy")).asFloatBuffer();
    FloatBuffer unseen = numbers(arrays.resolve("unseen.npy")).asFloatBuffer();
    IntBuffer active = numbers(arrays.resolve("active.npy")).asIntBuffer();
    int elsewhere = (int) ends.get(0) - 1;
    // Of three by weight, one went to tea; sugar, bought, is new to everybody.
    double toRows = 0;
    for (int row = 0; row < elsewhere; row++) {
      toRows += shares.get(row * 2);
    }
    assertEquals(1 / 3.0, toRows, 1e-6);
    assertEquals(2 / 3.0, shares.get(elsewhere * 2), 1e-6);
    assertEquals(2 / 3.0, unseen.get(0), 1e-6);
    assertEquals(1, active.get(0));
    assertEquals(0, active.get(2), "the other came on another day");
  }

  @Test
  void aWindowThatReachesIntoALaterPartIsNotAnswered(@TempDir Path folder) throws IOException {
    export(set(people()), folder);
    for (String part : List.of("train0", "valid1", "test2")) {
      IntBuffer active = numbers(folder.resolve(part).resolve("active.npy")).asIntBuffer();
      for (int group = 0; group < active.remaining() / 2; group++) {
        assertTrue(active.get(group * 2) >= 0, part);
        assertEquals(OutlookShares.UNKNOWN, active.get(group * 2 + 1), part);
      }
    }
  }

  @Test
  void theLatestRunsAreWrittenInOrderWithTheRowsOfTheirCategories(@TempDir Path folder)
      throws IOException {
    export(set(people()), folder);
    Path arrays = folder.resolve("valid1");
    FloatBuffer runs = numbers(arrays.resolve("runs.npy")).asFloatBuffer();
    int width = OutlookRuns.LATEST * OutlookRuns.NUMBERS;
    assertEquals(2 * width, runs.remaining(), "a row a person");
    float[] last = new float[5 * OutlookRuns.NUMBERS];
    runs.get(width - last.length, last);
    assertEquals(OutlookRuns.NONE, last[0], "four runs were before: tea, cups, tea and sugar");
    float tea = last[4];
    assertEquals(tea, last[12]);
    assertEquals(
        4, List.of(last[4], last[8], last[16], OutlookRuns.NONE).stream().distinct().count());
    assertEquals(5, last[5], 1e-3, "days before day 6");
    assertEquals(4, last[9], 1e-3);
    assertEquals(1.8, last[13], 1e-3, "a run is as old as its last visit");
    assertEquals(2, last[14], "two visits");
    assertEquals(0, last[15]);
    assertEquals(1.7, last[17], 1e-3);
    assertEquals(2, last[19], "bought");
  }

  @Test
  void nothingOfWhatComesAfterIsInTheFeatures(@TempDir Path one, @TempDir Path other)
      throws IOException {
    export(set(people()), one);
    List<BenchPerson> changed = new ArrayList<>();
    for (BenchPerson person : people()) {
      List<BenchVisit> visits = new ArrayList<>();
      for (BenchVisit visit : person.visits()) {
        visits.add(visit.millis() < 4 * DAY ? visit : at(9.5, "elsewhere"));
      }
      changed.add(new BenchPerson(person.id(), visits));
    }
    export(set(changed), other);
    Path features = Path.of("train0", "features.npy");
    assertEquals(numbers(one.resolve(features)), numbers(other.resolve(features)));
    Path shares = Path.of("train0", "shares.npy");
    assertFalse(numbers(one.resolve(shares)).equals(numbers(other.resolve(shares))));
  }
}
