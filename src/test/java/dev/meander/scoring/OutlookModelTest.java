package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.OutlookTrend;
import dev.meander.statistics.Runs;
import dev.meander.statistics.RunsBuilder;
import dev.meander.statistics.ShopCounts;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlookModelTest {
  private static final ShopForm CLICKS = ShopForm.clicks(0);
  private static final int CATEGORIES = 8;

  @TempDir Path folder = Path.of("");
  private String manifest = OutlookFixtures.manifest();

  private OutlookModel load(String model) throws IOException {
    return OutlookModel.load(OutlookFixtures.put(folder, model, manifest));
  }

  private void assertRefused(String model, String because) {
    ModelRefusedException refused =
        assertThrows(ModelRefusedException.class, () -> load(model).close());
    assertTrue(String.valueOf(refused.getMessage()).contains(because), refused.toString());
  }

  private static Runs runs(int... categories) {
    RunsBuilder runs = new RunsBuilder(CLICKS);
    for (int i = 0; i < categories.length; i++) {
      runs.visit(categories[i], i * 60_000L, false, false, true);
    }
    return runs.build();
  }

  private static OutlookRows rows(int... categories) {
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, 0);
    counts.add(0, runs(0, 1, 2, 0, 1, 3), 6);
    counts.add(1, runs(4, 5, 4, 6), 4);
    return new OutlookExtractor().extract(counts.snapshot(), runs(categories), 86_400_000L);
  }

  @Test
  void sharesOfEachWindowSumToOneAndFollowWhatTheGraphSays() throws IOException {
    try (OutlookModel model = load("plain.onnx")) {
      assertEquals("fixture:1", model.title());
      assertEquals(0.5, model.unseen("days7"));
      for (int[] person : new int[][] {{0, 1, 0}, {4}, {2, 3, 1, 2, 0}}) {
        OutlookRows rows = rows(person);
        OutlookModel.Foretold foretold = model.run(rows);
        double[] first = foretold.windows().get(0).shares();
        double[] second = foretold.windows().get(1).shares();
        assertEquals(rows.size(), first.length);
        assertEquals(1, Arrays.stream(first).sum(), 1e-9);
        assertEquals(1, Arrays.stream(second).sum(), 1e-9);
        for (int row = 0; row < rows.size(); row++) {
          float said = rows.values()[row * Outlook.COUNT];
          float before = rows.values()[0];
          assertEquals(Math.exp(said - before), first[row] / first[0], 1e-4);
          assertEquals(Math.exp(before - said), second[row] / second[0], 1e-4);
          double[] trend = foretold.trends()[row];
          assertEquals(1, Arrays.stream(trend).sum(), 1e-9);
          assertEquals(
              Math.exp(said),
              trend[OutlookTrend.FADING.number()] / trend[OutlookTrend.STABLE.number()],
              1e-4);
        }
        assertEquals(rows.ownPace(7), model.comeBack(CLICKS, rows, foretold, 1));
        assertEquals(
            foretold.windows().get(1).active(),
            model.comeBack(ShopForm.orders(), rows, foretold, 1));
        float odds = rows.value(0, Outlook.YEAR_COSINE);
        assertEquals(1 / (1 + Math.exp(-odds)), foretold.windows().get(0).active(), 1e-6);
        assertEquals(1 / (1 + Math.exp(odds)), foretold.windows().get(1).active(), 1e-6);
      }
    }
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    for (String broken : new String[] {"nan.onnx", "inactive.onnx"}) {
      try (OutlookModel model = load(broken)) {
        ModelRefusedException refused =
            assertThrows(ModelRefusedException.class, () -> model.run(rows(0, 1)));
        assertEquals(
            "outlook fixture 1: it puts out what is no number", refused.getMessage(), broken);
      }
    }
  }

  @Test
  void aModelThatWasClosedSaysThatItWasReplaced() throws IOException {
    OutlookModel model = load("plain.onnx");
    model.close();
    model.close();
    assertThrows(OnnxModel.Retired.class, () -> model.run(rows(0, 1)));
  }

  @Test
  void aModelOfOtherFeaturesIsRefused() {
    manifest = manifest.replace(Outlook.schema(), "outlook-features-0:0123456789abcdef");
    assertRefused("plain.onnx", "it wants features outlook-features-0:0123456789abcdef");
  }

  @Test
  void aModelWithoutOneOfItsOutputsIsRefused() {
    assertRefused("headless.onnx", "outputs of the graph are");
  }

  @Test
  void aManifestThatLiesIsRefused() {
    assertRefused("narrow.onnx", "inputs of the graph are");
    refusedWith("SHA", "0".repeat(64), "the manifest says " + "0".repeat(64));
    refusedWith("\"days1\", \"days7\"]", "\"days1\", \"days1\"]", "must be distinct daysN");
    refusedWith("\"days1\", \"days7\"]", "\"step1\", \"days7\"]", "must be distinct daysN");
    refusedWith("[-1, -1, 2]", "[-1, -1, 4]", "outputs are");
    refusedWith("\"days7\": 0.5}", "\"days7\": 1.5}", "unseen of days7 is 1.5");
    refusedWith("\"days7\": 0.5}", "\"days8\": 0.5}", "unseen of days7 is null");
    refusedWith("\"unseen\"", "\"seen\"", "manifest.json");
  }

  @Test
  void bandsThatAreOfNoUseAreRefused() {
    refusedWith("\"edges\": [0.1]", "\"edges\": [0.1, 0.05]", "its bands");
    refusedWith("\"edges\": [0.1]", "\"edges\": []", "its bands");
    refusedWith("\"level\": 0.8", "\"level\": 80", "its bands");
    refusedWith("[-0.5, -1.0]", "[0.5, -1.0]", "its bands");
    refusedWith("[0.0, 2.0]}}", "[0.0, -2.0]}}", "its bands");
    refusedWith("\"weights\": {\"days1\"", "\"weights\": {\"days2\"", "its bands");
  }

  @Test
  void trendsThatMeanSomethingElseAreRefused() {
    refusedWith("\"halfLifeDays\": 90", "\"halfLifeDays\": 30", "something else by a trend");
    refusedWith("\"fading\": 0.6", "\"fading\": 0.7", "base rates or thresholds");
    refusedWith("\"rising\": 0.2", "\"rising\": 2", "base rates or thresholds");
    refusedWith("{\"rising\": 0.2", "{\"rise\": 0.2", "base rates or thresholds");
  }

  private void refusedWith(String truth, String lie, String because) {
    String before = manifest;
    assertTrue(manifest.contains(truth), truth);
    manifest = manifest.replace(truth, lie);
    assertRefused("plain.onnx", because);
    manifest = before;
  }

  @Test
  void aModelWithoutManifestAndBytesThatAreNoModelAreRefused() throws IOException {
    Path file = folder.resolve("model.onnx");
    assertThrows(ModelRefusedException.class, () -> OutlookModel.load(file));
    byte[] bytes = {1, 2, 3};
    Files.write(file, bytes);
    assertThrows(ModelRefusedException.class, () -> OutlookModel.load(file));
    Files.writeString(
        folder.resolve("manifest.json"), manifest.replace("SHA", ModelManifest.sha256(bytes)));
    ModelRefusedException refused =
        assertThrows(ModelRefusedException.class, () -> OutlookModel.load(file));
    assertEquals("outlook fixture 1 does not start", refused.getMessage());
  }

  @Test
  void aBandLiesAroundWhatIsForetoldAndBetweenNoneAndAll() {
    OutlookBands bands = OutlookManifest.parse(manifest.getBytes(StandardCharsets.UTF_8)).bands();
    assertEquals(0, bands.ofShare("days1", 0.2).lower(), "0.2 less a whole scale");
    assertEquals(
        0.15 + 2 * Math.sqrt(0.15 * 0.85 + 1e-3), bands.ofShare("days1", 0.15).upper(), 1e-12);
    assertEquals(0.05, bands.ofShare("days7", 0.05).upper(), "the group below 0.1 has none");
    assertEquals(1, bands.ofShare("days7", 0.9).upper());
    assertEquals(new OutlookBands.Reach(-0.1, 0.2), bands.reachOfWeight("days1", 0.2));
  }
}
