package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.statistics.FeatureSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ranker that ships, as the training project left it. */
class ShippedRankerTest {

  private static final double PARITY = 1e-4;
  private static final Path FOLDER =
      Path.of(System.getProperty("meander.basedir", ".")).resolve("model-artifacts/shop-flows/3");

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
    float[] expected = numbers(parity.path("outputs").path("logits"));
    RankerBatch batch = new RankerBatch(FeatureSchema.BEHAVIOUR);
    for (int person = 0; person < people; person++) {
      batch.add(features, person * width * FeatureSchema.BEHAVIOUR.count(), width - person);
    }
    try (RankerModel ranker = RankerModel.load(FOLDER.resolve("model.onnx"))) {
      int heads = ranker.heads().size();
      assertEquals(people * width * heads, expected.length);
      RankerLogits logits = ranker.run(batch);
      for (int person = 0; person < people; person++) {
        for (int i = 0; i < width - person; i++) {
          for (int head = 0; head < heads; head++) {
            float wanted = expected[(person * width + i) * heads + head];
            float got = logits.of(person, i, head);
            assertEquals(wanted, got, PARITY * Math.max(1, Math.abs(wanted)));
          }
        }
      }
    }
  }

  @Test
  void itAnswersForSixPointsOfTimeByTheFeaturesOfToday() {
    try (RankerModel ranker = RankerModel.load(FOLDER.resolve("model.onnx"))) {
      assertEquals(List.of("step1", "step2", "step3", "days1", "days3", "days7"), ranker.heads());
      assertTrue(ranker.title().startsWith("shop-flows:"), ranker.title());
    }
  }
}
