package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.statistics.Outlook;
import dev.meander.statistics.OutlookTrend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model of evolution that ships, as the training project left it. */
class ShippedOutlookTest {
  private static final double PARITY = 1e-4;
  private static final Path FOLDER =
      Path.of(System.getProperty("meander.basedir", ".")).resolve("model-artifacts/shop-outlook/2");

  private static float[] numbers(JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) array.get(i).asDouble();
    }
    return numbers;
  }

  @Test
  void javaComputesWhatTheTrainingProjectComputed() throws IOException {
    JsonNode parity = new ObjectMapper().readTree(FOLDER.resolve("parity.json").toFile());
    int people = parity.path("people").asInt();
    int width = parity.path("width").asInt();
    float[] features = numbers(parity.path("inputs").path("features"));
    float[] shares = numbers(parity.path("outputs").path("shares"));
    float[] active = numbers(parity.path("outputs").path("active"));
    float[] trends = numbers(parity.path("outputs").path("trends"));
    int directions = OutlookTrend.values().length;
    try (OutlookModel outlook = OutlookModel.load(FOLDER.resolve("model.onnx"))) {
      int heads = outlook.heads().size();
      assertEquals(people * width * heads, shares.length);
      assertEquals(people * width * directions, trends.length);
      for (int person = 0; person < people; person++) {
        int rows = width - person;
        OutlookModel.Foretold foretold =
            outlook.run(features, person * width * Outlook.COUNT, rows);
        for (int head = 0; head < heads; head++) {
          OutlookModel.Window window = foretold.windows().get(head);
          assertEquals(active[person * heads + head], window.active(), PARITY);
          for (int row = 0; row < rows; row++) {
            int at = person * width + row;
            assertEquals(shares[at * heads + head], window.shares()[row], PARITY);
          }
        }
        for (int row = 0; row < rows; row++) {
          for (int trend = 0; trend < directions; trend++) {
            float wanted = trends[(person * width + row) * directions + trend];
            assertEquals(wanted, foretold.trends()[row][trend], PARITY);
          }
        }
      }
    }
  }

  @Test
  void itForetellsFourWindowsByTheFeaturesOfToday() {
    try (OutlookModel outlook = OutlookModel.load(FOLDER.resolve("model.onnx"))) {
      assertEquals(List.of("days1", "days7", "days28", "days91"), outlook.heads());
      assertEquals("shop-outlook:2", outlook.title());
    }
  }

  @Test
  void itsManifestTellsHowMuchItsBandsHeldOfTheTestYear() throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(FOLDER.resolve("manifest.json").toFile());
    double level = manifest.at("/bands/level").asDouble();
    JsonNode coverage = manifest.at("/metrics/test/coverage");
    for (String kind : List.of("shares", "weights")) {
      for (String head : List.of("days1", "days7", "days28")) {
        double held = coverage.path(kind).path(head).path("all").asDouble();
        assertTrue(held > level - 0.03, kind + " " + head + " " + held);
      }
    }
  }
}
