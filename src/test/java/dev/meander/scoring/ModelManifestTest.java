package dev.meander.scoring;

import static dev.meander.scoring.ManifestFixtures.changed;
import static dev.meander.scoring.ManifestFixtures.message;
import static dev.meander.scoring.ManifestFixtures.refusal;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ModelManifestTest {

  @Test
  void aManifestOfAnotherFeatureSchemaIsRefused() throws Exception {
    String message =
        refusal(
            changed("start", manifest -> manifest.put("featureSchema", "candidate-features-0:0")),
            Models.graph("start"));
    assertTrue(message.contains("candidate-features-0:0"), message);
    assertTrue(message.contains(Feature.schema()), message);
  }

  @Test
  void aManifestWithAnotherOutputNameIsRefused() throws Exception {
    assertTrue(
        refusal(
                changed(
                    "start",
                    manifest -> ((ObjectNode) manifest.get("outputs").get(0)).put("name", "moves")),
                Models.graph("start"))
            .contains("moves"));
  }

  @Test
  void aTemperatureThatIsMissingOrZeroIsRefused() throws Exception {
    assertTrue(
        refusal(
                changed(
                    "start",
                    manifest -> ((ObjectNode) manifest.get("temperatures")).remove("days3")),
                Models.graph("start"))
            .contains("temperature of days3 is null"));
    assertTrue(
        refusal(
                changed(
                    "start",
                    manifest -> ((ObjectNode) manifest.get("temperatures")).put("step1", 0.0)),
                Models.graph("start"))
            .contains("temperature of step1 is 0.0"));
  }

  @Test
  void bandsOnTheWrongSideAreRefused() throws Exception {
    assertTrue(
        refusal(
                changed(
                    "start",
                    manifest ->
                        ((ObjectNode) manifest.get("bands"))
                            .putArray("upper")
                            .add(1)
                            .add(1)
                            .add(-1)),
                Models.graph("start"))
            .contains("bands"));
  }

  @Test
  void aFileThatIsNoManifestOrLacksAFieldIsRefused() {
    assertThrows(
        ModelRefusedException.class,
        () -> ModelManifest.parse("not json".getBytes(StandardCharsets.UTF_8)));
    String message =
        message(
            assertThrows(
                ModelRefusedException.class,
                () -> ModelManifest.parse("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8))));
    assertTrue(message.contains("version"), message);
  }
}
