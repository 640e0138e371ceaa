package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The model that ships, as the training project left it. */
class ShippedModelTest {

  private static final double PARITY = 1e-4;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path REPOSITORY =
      Path.of(System.getProperty("meander.basedir", ".")).resolve("model-artifacts");

  private static ModelIdentity pointedAt() throws IOException {
    JsonNode pointer = JSON.readTree(REPOSITORY.resolve("current.json").toFile());
    return new ModelIdentity(pointer.path("name").asText(), pointer.path("version").asText());
  }

  private static Path folder() throws IOException {
    ModelIdentity model = pointedAt();
    return REPOSITORY.resolve(model.name()).resolve(model.version());
  }

  private static FloatBuffer numbers(JsonNode array) {
    FloatBuffer numbers =
        ByteBuffer.allocateDirect(array.size() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    array.forEach(number -> numbers.put((float) number.asDouble()));
    return numbers.flip();
  }

  @Test
  void javaComputesWhatTheTrainingProjectComputed() throws IOException {
    JsonNode parity = JSON.readTree(folder().resolve("parity.json").toFile());
    ModelManifest manifest =
        ModelManifest.parse(Files.readAllBytes(folder().resolve("manifest.json")));
    byte[] graph = Files.readAllBytes(folder().resolve("model.onnx"));
    try (OnnxModel model = OnnxModel.load(manifest, graph, ExecutionProviderWanted.CPU, 1)) {
      OnnxModel.Logits logits =
          model.run(
              numbers(parity.path("inputs").path("candidates")),
              numbers(parity.path("inputs").path("mask")),
              parity.path("people").asInt(),
              parity.path("width").asInt());
      JsonNode expected = parity.path("outputs");
      assertEqual(expected.path("migration"), logits.migration());
      assertEqual(expected.path("migration_rest"), logits.migrationRest());
      assertEqual(expected.path("evolution"), logits.evolution());
      assertEqual(expected.path("evolution_rest"), logits.evolutionRest());
      assertEqual(expected.path("come_back"), logits.comeBack());
    }
  }

  private static void assertEqual(JsonNode expected, float[] actual) {
    assertTrue(expected.size() > 0);
    assertEquals(expected.size(), actual.length);
    for (int i = 0; i < actual.length; i++) {
      double number = expected.get(i).asDouble();
      assertEquals(number, actual[i], PARITY * Math.max(1, Math.abs(number)));
    }
  }

  @Test
  void thePackedModelServes() throws IOException {
    try (ScoringLanes lanes = new ScoringLanes(1, 8, Duration.ofMillis(1), 8);
        ModelSlot slot =
            new ModelSlot(new ModelFiles(Optional.empty()), ExecutionProviderWanted.CPU, lanes)) {
      slot.refresh();
      assertEquals(Optional.empty(), slot.refusal());
      ScoredInterest scored =
          slot.scorer()
              .score(
                  List.of(People.at(People.visiting("home/lamp", "toys/puzzle", "home/lamp"))),
                  People.SHOP)
              .await()
              .atMost(Duration.ofMinutes(5))
              .getFirst();
      assertEquals(AnswerSource.MODEL, scored.source());
      assertEquals(pointedAt(), scored.model());
      scored.migration().steps().forEach(step -> Distributions.check(step.candidates()));
    }
  }

  @Test
  void itsCardTellsTheComparisonWithTheFormula() throws IOException {
    JsonNode metrics = JSON.readTree(folder().resolve("manifest.json").toFile()).path("metrics");
    String card = Files.readString(folder().resolve("card.md"));
    assertTrue(metrics.size() > 0);
    metrics
        .fieldNames()
        .forEachRemaining(
            judged -> {
              assertTrue(card.contains("### " + judged), judged);
              assertTrue(metrics.path(judged).path("baseline").size() > 0, judged);
            });
  }
}
