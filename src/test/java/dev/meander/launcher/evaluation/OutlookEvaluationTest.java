package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.scoring.OutlookFixtures;
import dev.meander.scoring.OutlookModel;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlookEvaluationTest {
  private static final long DAY = OutlookSet.DAY_MILLIS;

  @TempDir Path folder = Path.of("");
  private OutlookModel model;

  @BeforeEach
  void load() throws IOException {
    model =
        OutlookModel.load(OutlookFixtures.put(folder, "plain.onnx", OutlookFixtures.manifest()));
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static BenchVisit at(double day, String category) {
    return new BenchVisit((long) (day * DAY), category, category, false, false);
  }

  /** Asked at the starts of days 4, 6 and 8, of which the first is there to train on. */
  private static OutlookSet set(int judged) {
    List<BenchPerson> people = new ArrayList<>();
    people.add(
        new BenchPerson(
            "a",
            List.of(at(1, "tea"), at(2, "cups"), at(3, "tea"), at(6.2, "tea"), at(8.5, "new"))));
    people.add(new BenchPerson("b", List.of(at(1.5, "cups"), at(2.5, "tea"), at(8.1, "cups"))));
    people.add(new BenchPerson("gone", List.of(at(0.5, "spoons"), at(0.6, "cups"))));
    people.add(new BenchPerson("late", List.of(at(9, "tea"))));
    return new OutlookSet(
        "tiny",
        ShopForm.clicks(0),
        people,
        List.of(1, 7),
        judged,
        List.of(
            new OutlookSet.Origin(Part.Role.TRAIN, 4 * DAY),
            new OutlookSet.Origin(Part.Role.VALID, 6 * DAY),
            new OutlookSet.Origin(Part.Role.TEST, 8 * DAY)));
  }

  /** Shares by user, origin and category. */
  private static Map<String, Map<String, Double>> read(String csv) {
    Map<String, Map<String, Double>> told = new HashMap<>();
    List<String> lines = csv.lines().toList();
    assertEquals("user,origin,category,p", lines.getFirst());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Double twice =
          told.computeIfAbsent(cells[0] + " " + cells[1], absent -> new HashMap<>())
              .put(cells[2], Double.valueOf(cells[3]));
      assertEquals(null, twice, line);
    }
    return told;
  }

  @Test
  void whoComesInTheWindowIsForetoldFromWhatWasKnownBefore() throws IOException {
    OutlookEvaluation evaluation = new OutlookEvaluation(set(1), model);
    StringWriter csv = new StringWriter();
    List<String> days = new ArrayList<>();
    evaluation.write(csv, (day, done) -> days.add(day));
    assertEquals(List.of("1970-01-05", "1970-01-07", "1970-01-09"), days);
    Map<String, Map<String, Double>> told = read(csv.toString());
    assertEquals(
        Set.of("a 1970-01-07", "a 1970-01-09", "b 1970-01-09"),
        told.keySet(),
        "neither who stays away nor who was not there before, and no origin to train on");
    told.forEach(
        (who, shares) -> {
          double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
          assertEquals(1, sum, 1e-5, who);
          assertTrue(shares.keySet().stream().noneMatch("new"::equals), "nobody had it: " + shares);
        });
    assertTrue(
        evaluation.summary().startsWith("bench=evolution:tiny by=fixture:1 outlooks=3 returns=3 "),
        evaluation.summary());
  }

  @Test
  void candidatesHaveWhatTheModelSaysAndTheRestIsSpreadOverWhatIsNew() throws IOException {
    OutlookSet set = set(1);
    StringWriter csv = new StringWriter();
    new OutlookEvaluation(set, model).write(csv, (day, done) -> {});
    Map<String, Double> told = read(csv.toString()).getOrDefault("b 1970-01-09", Map.of());
    OutlookShop shop = new OutlookShop(set, set.origins().getLast());
    int person = 1;
    assertEquals("b", shop.id(person));
    OutlookRows rows =
        new OutlookExtractor().extract(shop.statistics(), shop.runs(person), 8 * DAY);
    double[] shares = model.run(rows).windows().getFirst().shares();
    List<String> names = shop.categories();
    double candidates = 0;
    for (int row = 0; row < rows.elsewhere(); row++) {
      String name = names.get(rows.category(row));
      assertEquals(shares[row], told.getOrDefault(name, 0.0), 1e-6, name);
      candidates += shares[row];
    }
    assertEquals(1 - candidates, shares[rows.elsewhere()], 1e-9);
    boolean allAreCandidates = rows.elsewhere() == names.size();
    assertEquals(
        (allAreCandidates ? 1 : model.unseen("days1")) * shares[rows.elsewhere()],
        told.getOrDefault(OutlookSet.REST, 0.0),
        1e-6);
  }

  @Test
  void aWindowThatTheModelDoesNotKnowIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new OutlookEvaluation(set(3), model));
    assertEquals("fixture:1 foretells [days1, days7], not 3 days", refused.getMessage());
  }
}
