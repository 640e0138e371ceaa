package dev.meander.scoring;

import dev.meander.statistics.Outlook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Small models of evolution, made by {@code meander_training.outlook_fixtures}. */
public final class OutlookFixtures {

  private OutlookFixtures() {}

  /** A manifest that is true of all but the sha256 of the model, {@code SHA}. */
  public static String manifest() {
    return """
    {"name": "fixture", "version": "1", "sha256": "SHA", "opset": 17,
     "inputs": [{"name": "features", "shape": [-1, -1, COUNT]}, {"name": "mask", "shape": [-1, -1]}],
     "outputs": [{"name": "shares", "shape": [-1, -1, 2]}, {"name": "active", "shape": [-1, 2]},
                 {"name": "trends", "shape": [-1, -1, 3]}],
     "featureSchema": "SCHEMA", "heads": ["days1", "days7"],
     "unseen": {"days1": 0.25, "days7": 0.5},
     "bands": {"level": 0.8, "edges": [0.1],
               "shares": {"days1": {"lower": [-0.5, -1.0], "upper": [0.0, 2.0]},
                          "days7": {"lower": [-0.5, -1.0], "upper": [0.0, 2.0]}},
               "weights": {"days1": {"lower": [0.0, -0.1], "upper": [0.1, 0.2]},
                           "days7": {"lower": [0.0, -0.1], "upper": [0.1, 0.2]}}},
     "trend": {"days": 91, "halfLifeDays": 90, "leastChange": 0.02, "leastEvents": 3,
               "baseRates": {"fading": 0.6, "stable": 0.3, "rising": 0.1},
               "thresholds": {"rising": 0.2, "fading": 0.5}},
     "data": {}, "metrics": {}}
    """
        .replace("SCHEMA", Outlook.schema())
        .replace("COUNT", String.valueOf(Outlook.COUNT));
  }

  /** Puts a fixture and its manifest into a folder. */
  public static Path put(Path folder, String model, String manifest) throws IOException {
    byte[] bytes;
    try (InputStream in = OutlookFixtures.class.getResourceAsStream("/models/outlook/" + model)) {
      bytes = Objects.requireNonNull(in, model).readAllBytes();
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("manifest.json"), manifest.replace("SHA", ModelManifest.sha256(bytes)));
    return Files.write(folder.resolve("model.onnx"), bytes);
  }
}
