package dev.meander.launcher.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.Truths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankerSetExportTest {
  private static final ShopForm CLICKS = ShopForm.clicks(0);
  private static final long DAY = 86_400_000;
  private static final int NEGATIVES = 5;
  private static final RankerSetExport.Size SIZE = new RankerSetExport.Size(60, 30, NEGATIVES, 1);

  private static ShopSet sample() {
    LogPeople people = new LogPeople();
    SampleStream stream =
        new SampleStream(
            new SampleSettings(new TenantId("default"), 40, 40, 3, LocalDate.parse("2024-01-01")));
    while (stream.hasNext()) {
      people.add(stream.next());
    }
    return ShopSet.ofLog("sample", CLICKS, people.people());
  }

  private static int write(ShopSet set, Path folder, Part.Role... roles) throws IOException {
    return new RankerSetExport(set, SIZE, NpyFile.Type.FLOAT32, FeatureSchema.BEHAVIOUR)
        .write(folder, List.of(roles), (part, done) -> {});
  }

  private static ByteBuffer numbers(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).position(128);
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int[] integers(Path file) throws IOException {
    ByteBuffer bytes = numbers(file);
    int[] found = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(found);
    return found;
  }

  @Test
  void theDescriptionTellsWhatTheArraysHold(@TempDir Path folder) throws IOException {
    int groups = write(sample(), folder, Part.Role.TRAIN, Part.Role.VALID, Part.Role.TEST);
    JsonNode header = new ObjectMapper().readTree(folder.resolve("set.json").toFile());
    assertEquals(FeatureSchema.BEHAVIOUR.id(), header.get("featureSchema").asText());
    assertEquals(FeatureSchema.BEHAVIOUR.count(), header.get("features").size());
    assertEquals(5, header.get("parts").size());
    int found = 0;
    for (JsonNode part : header.get("parts")) {
      found += part.get("groups").asInt();
      assertGroups(folder.resolve(part.get("name").asText()), part);
    }
    assertEquals(groups, found);
  }

  @Test
  void namesAddCandidatesAndColumnsAndChangeNoneOfThoseBefore(
      @TempDir Path folder, @TempDir Path other) throws IOException {
    ShopSet set = sample();
    int groups =
        new RankerSetExport(set, SIZE, NpyFile.Type.FLOAT32, FeatureSchema.NAMES)
            .write(folder, List.of(Part.Role.VALID), (part, done) -> {});
    assertEquals(groups, write(set, other, Part.Role.VALID));
    JsonNode named = new ObjectMapper().readTree(folder.resolve("set.json").toFile());
    JsonNode plain = new ObjectMapper().readTree(other.resolve("set.json").toFile());
    assertEquals(FeatureSchema.NAMES.id(), named.get("featureSchema").asText());
    assertEquals(FeatureSchema.NAMES.count(), named.get("features").size());
    JsonNode part = named.at("/parts/0");
    int rows = part.get("rows").asInt();
    assertTrue(rows > plain.at("/parts/0/rows").asInt() + groups, "few candidates by name");
    assertTrue(part.get("missed").asInt() <= plain.at("/parts/0/missed").asInt());
    int columns = FeatureSchema.NAMES.count();
    ByteBuffer features = numbers(folder.resolve("valid/features.npy"));
    assertEquals(rows * columns * Float.BYTES, features.remaining());
    int like = 0;
    for (int row = 0; row < rows; row++) {
      float nearest = features.getFloat((row * columns + Feature.NAME_NEAREST.place()) * 4);
      assertTrue(nearest >= 0 && nearest <= 1, "likeness " + nearest);
      like += nearest > 0 ? 1 : 0;
    }
    assertTrue(like > rows / 10 && like < rows, like + " of " + rows + " rows are like another");
  }

  private static void assertGroups(Path arrays, JsonNode part) throws IOException {
    int rows = part.get("rows").asInt();
    ByteBuffer features = numbers(arrays.resolve("features.npy"));
    assertEquals(rows * FeatureSchema.BEHAVIOUR.count() * Float.BYTES, features.remaining());
    assertEquals(rows, integers(arrays.resolve("categories.npy")).length);
    int[] targets = integers(arrays.resolve("targets.npy"));
    ByteBuffer ends = numbers(arrays.resolve("ends.npy"));
    int start = 0;
    for (int group = 0; group < part.get("groups").asInt(); group++) {
      int end = (int) ends.getLong(group * Long.BYTES);
      for (int row = start; row < end; row++) {
        int at = (row * FeatureSchema.BEHAVIOUR.count() + Feature.CURRENT.place()) * Float.BYTES;
        assertEquals(row == end - 1 ? 1 : 0, features.getFloat(at));
      }
      boolean trains = part.get("role").asText().equals("train");
      int heads = Truths.HEADS.size();
      assertTrue(!trains || end - start <= NEGATIVES + heads + 1, "too many negatives");
      assertTrue(targets[group * heads] < end - start - 1, "the next run is the current category");
      start = end;
    }
    assertEquals(rows, start);
  }

  @Test
  void whatHappensAfterAPartsEndChangesNothingInIt(@TempDir Path folder, @TempDir Path other)
      throws IOException {
    ShopSet set = sample();
    long judged = ((Part.Between) set.test().split()).from();
    List<BenchPerson> changed = new ArrayList<>();
    for (BenchPerson person : set.people()) {
      List<BenchVisit> visits = new ArrayList<>();
      boolean later = false;
      for (BenchVisit visit : person.visits()) {
        // A run that begins before the split is counted whole.
        boolean continued =
            !visits.isEmpty() && visits.getLast().category().equals(visit.category());
        later |= visit.millis() >= judged && !continued;
        visits.add(
            later ? new BenchVisit(visit.millis(), "other", visit.item(), true, true) : visit);
      }
      changed.add(new BenchPerson(person.id(), visits));
    }
    int groups = write(set, folder, Part.Role.TRAIN, Part.Role.VALID);
    ShopSet changedSet = new ShopSet("sample", CLICKS, changed, set.parts());
    assertEquals(groups, write(changedSet, other, Part.Role.TRAIN, Part.Role.VALID));
    for (String name : List.of("train0", "train1", "train2")) {
      for (String array : List.of("features", "targets", "novel", "ends", "times", "people")) {
        String file = name + "/" + array + ".npy";
        assertArrayEquals(
            Files.readAllBytes(folder.resolve(file)),
            Files.readAllBytes(other.resolve(file)),
            file);
      }
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("valid/features.npy")),
        Files.readAllBytes(other.resolve("valid/features.npy")));
    assertArrayEquals(
        integers(folder.resolve("valid/targets.npy")),
        integers(other.resolve("valid/targets.npy")));
  }

  @Test
  void answersAreTheNextRunsAndWhereMostEventsGoWithinDays(@TempDir Path folder)
      throws IOException {
    long at = 100 * DAY;
    List<BenchVisit> visits = new ArrayList<>();
    String[] categories = {"a", "b", "a", "c", "c", "b", "never"};
    for (int i = 0; i < categories.length; i++) {
      visits.add(new BenchVisit(at + i * 3_600_000L, categories[i], "item" + i, false, false));
    }
    visits.add(new BenchVisit(at + 2 * DAY, "a", "last", false, false));
    Part part = new Part("test", Part.Role.TEST, new Part.Between(at + 7_200_000, Long.MAX_VALUE));
    BenchVisit known = new BenchVisit(at, "c", "item", false, false);
    List<BenchPerson> people =
        List.of(new BenchPerson("p", visits), new BenchPerson("q", List.of(known)));
    ShopSet set = new ShopSet("small", CLICKS, people, List.of(part));
    assertEquals(5, write(set, folder, Part.Role.TEST));
    int[] numbers = integers(folder.resolve("test/categories.npy"));
    int[] targets = integers(folder.resolve("test/targets.npy"));
    int[] novel = integers(folder.resolve("test/novel.npy"));
    // After a, b: the others are a (0) and c (2), b (1) is the current one.
    assertArrayEquals(new int[] {0, 2, 1}, Arrays.copyOf(numbers, 3));
    int unknown = Truths.UNKNOWN;
    assertArrayEquals(new int[] {0, 1, 2, 1, unknown, unknown}, Arrays.copyOf(targets, 6));
    assertArrayEquals(new int[] {0, 1, 0, 1, 0, 0}, Arrays.copyOf(novel, 6));
    // After the second a: c, b, and then what was never counted.
    assertEquals(Truths.MISSED, targets[6 + 2]);
  }

  @Test
  void aSetThatIsTooSmallIsRefusedAndLeavesNoDescription(@TempDir Path folder) {
    BenchVisit one = new BenchVisit(0, "a", "item", false, false);
    ShopSet set = ShopSet.ofLog("tiny", CLICKS, List.of(new BenchPerson("p", List.of(one))));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> write(set, folder, Part.Role.TRAIN));
    assertTrue(String.valueOf(refused.getMessage()).contains("too small"));
    assertFalse(Files.exists(folder.resolve("set.json")));
    assertThrows(IllegalArgumentException.class, () -> ShopSet.ofLog("empty", CLICKS, List.of()));
  }
}
