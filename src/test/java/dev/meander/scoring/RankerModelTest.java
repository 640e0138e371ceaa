package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.Runs;
import dev.meander.statistics.RunsBuilder;
import dev.meander.statistics.ShopCounts;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models are made by {@code meander_training.ranker_fixtures}. */
class RankerModelTest {
  private static final ShopForm CLICKS = ShopForm.clicks(0);
  private static final int CATEGORIES = 8;

  @TempDir Path folder = Path.of("");
  private String manifest = "";

  @BeforeEach
  void aManifestThatIsTrue() throws IOException {
    manifest =
        """
        {"name": "fixture", "version": "1", "sha256": "SHA", "opset": 17,
         "inputs": [{"name": "features", "shape": [-1, -1, COUNT]},
                    {"name": "mask", "shape": [-1, -1]}, {"name": "offset", "shape": [-1, -1]}],
         "outputs": [{"name": "logits", "shape": [-1, -1, 3]}],
         "featureSchema": "SCHEMA", "offset": "hz2", "heads": ["step1", "step2", "step3"],
         "temperatures": {"step1": 1.0, "step2": 1.0, "step3": 1.5}, "data": {}, "metrics": {}}
        """
            .replace("SCHEMA", FeatureSchema.BEHAVIOUR.id())
            .replace("COUNT", String.valueOf(FeatureSchema.BEHAVIOUR.count()));
  }

  private RankerModel load(String model) throws IOException {
    byte[] bytes;
    try (InputStream in = RankerModelTest.class.getResourceAsStream("/models/ranker/" + model)) {
      bytes = Objects.requireNonNull(in, model).readAllBytes();
    }
    Path file = folder.resolve(model);
    Files.write(file, bytes);
    Files.writeString(
        folder.resolve("manifest.json"), manifest.replace("SHA", ModelManifest.sha256(bytes)));
    return RankerModel.load(file);
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

  private static ShopStatistics shop() {
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, 0);
    counts.add(0, runs(0, 1, 2, 0, 1, 3), 6);
    counts.add(1, runs(4, 5, 4, 6), 4);
    return counts.snapshot();
  }

  @Test
  void eachCandidateOfEachPersonGetsItsLogitsByHead() throws IOException {
    FeatureExtractor extractor = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
    ShopStatistics shop = shop();
    try (RankerModel model = load("hazard.onnx")) {
      RankerBatch batch = new RankerBatch(FeatureSchema.BEHAVIOUR);
      for (int run = 0; run < 2; run++) {
        float[][] offsets = new float[3][];
        for (int k = 0; k < offsets.length; k++) {
          CandidateRows rows = extractor.extract(shop, runs(0, 1, 0), k);
          batch.add(rows);
          offsets[k] = new float[rows.size()];
          for (int i = 0; i < rows.size(); i++) {
            offsets[k][i] = rows.value(i, Feature.HAZARD_BY_MOVE);
          }
        }
        RankerLogits logits = model.run(batch);
        batch.clear();
        for (int person = 0; person < offsets.length; person++) {
          for (int i = 0; i < offsets[person].length; i++) {
            assertEquals(offsets[person][i], logits.of(person, i, 0));
            assertEquals(-offsets[person][i], logits.of(person, i, 2));
          }
        }
      }
      assertEquals("fixture:1", model.title());
    }
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    RankerBatch batch = new RankerBatch(FeatureSchema.BEHAVIOUR);
    batch.add(new FeatureExtractor(FeatureSchema.BEHAVIOUR).extract(shop(), runs(0, 1), 1));
    try (RankerModel model = load("nan.onnx")) {
      ModelRefusedException refused =
          assertThrows(ModelRefusedException.class, () -> model.run(batch));
      assertTrue(String.valueOf(refused.getMessage()).contains("NaN"), refused.toString());
    }
  }

  @Test
  void aModelOfOtherFeaturesIsRefused() {
    manifest = manifest.replace(FeatureSchema.BEHAVIOUR.id(), "shop-features-0:0123456789abcdef");
    assertRefused("hazard.onnx", "it wants features shop-features-0:0123456789abcdef");
  }

  @Test
  void aModelOfNamesIsToldThemAndNothingElse() throws IOException {
    manifest =
        manifest
            .replace(FeatureSchema.BEHAVIOUR.id(), FeatureSchema.NAMES.id())
            .replace("[-1, -1, 85]", "[-1, -1, 89]")
            .replace("[-1, -1, 3]", "[-1, -1, 6]")
            .replace("\"step3\"]", "\"step3\", \"days1\", \"days3\", \"days7\"]")
            .replace("1.5}", "1.5, \"days1\": 1, \"days3\": 1, \"days7\": 1}");
    RankerBatch batch = new RankerBatch(FeatureSchema.NAMES);
    CandidateRows rows = new FeatureExtractor(FeatureSchema.NAMES).extract(shop(), runs(0, 1), 1);
    batch.add(rows);
    RankerBatch other = new RankerBatch(FeatureSchema.BEHAVIOUR);
    assertThrows(IllegalArgumentException.class, () -> other.add(rows));
    other.add(new FeatureExtractor(FeatureSchema.BEHAVIOUR).extract(shop(), runs(0, 1), 1));
    try (RankerModel model = load("names.onnx")) {
      assertEquals(FeatureSchema.NAMES, model.schema());
      assertThrows(IllegalArgumentException.class, () -> model.run(other));
      RankerLogits logits = model.run(batch);
      for (int i = 0; i < rows.size(); i++) {
        double due = rows.value(i, Feature.HAZARD_BY_MOVE);
        for (Feature feature : FeatureSchema.NAMES.features()) {
          due += (FeatureSchema.BEHAVIOUR.holds(feature) ? .01 : .5) * rows.value(i, feature);
        }
        assertEquals(due, logits.of(0, i, 0), 1e-4);
      }
    }
    manifest = manifest.replace(FeatureSchema.NAMES.id(), FeatureSchema.BEHAVIOUR.id());
    assertRefused("names.onnx", "inputs are");
  }

  @Test
  void aManifestThatLiesIsRefused() {
    String truth = manifest;
    assertRefused("narrow.onnx", "inputs of the graph are");
    manifest = truth.replace("SHA", "0".repeat(64));
    assertRefused("hazard.onnx", "the manifest says " + "0".repeat(64));
    manifest = truth.replace("hz2", "luck");
    assertRefused("hazard.onnx", "its offset luck is no feature");
    manifest = truth.replace("\"step2\", \"step3\"", "\"step3\", \"step2\"");
    assertRefused("hazard.onnx", "heads are");
    manifest = truth.replace("[-1, -1, 3]", "[-1, -1, 6]");
    assertRefused("hazard.onnx", "outputs are");
    manifest = truth.replace("\"step3\": 1.5", "\"step3\": 0");
    assertRefused("hazard.onnx", "temperature of step3 is 0.0");
    manifest = truth.replace("\"offset\": \"hz2\",", "");
    assertRefused("hazard.onnx", "manifest.json");
    manifest = "no json";
    assertRefused("hazard.onnx", "manifest.json");
  }

  @Test
  void aModelWithoutManifestAndBytesThatAreNoModelAreRefused() throws IOException {
    Path file = folder.resolve("none.onnx");
    assertThrows(ModelRefusedException.class, () -> RankerModel.load(file));
    byte[] bytes = {1, 2, 3};
    Files.write(file, bytes);
    assertThrows(ModelRefusedException.class, () -> RankerModel.load(file));
    Files.writeString(
        folder.resolve("manifest.json"), manifest.replace("SHA", ModelManifest.sha256(bytes)));
    ModelRefusedException refused =
        assertThrows(ModelRefusedException.class, () -> RankerModel.load(file));
    assertEquals("ranker fixture 1 does not start", refused.getMessage());
  }
}
