package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.scoring.OutlookFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** With the ranker that ships. */
class RegisterCommandTest {
  private static final Path SHIPPED =
      Path.of(System.getProperty("meander.basedir", ".")).resolve("model-artifacts/shop-flows/3");

  @TempDir Path folder = Path.of("");
  private Path models = Path.of("");
  private Path model = Path.of("");
  private String said = "";

  @BeforeEach
  void aFolderOfModelsAndAModel() throws IOException {
    models = Files.createDirectories(folder.resolve("models"));
    Files.writeString(
        models.resolve("current.json"), "{\"name\": \"m\", \"version\": \"1\", \"x\": 1}");
    model = Files.createDirectories(folder.resolve("model"));
    try (Stream<Path> files = Files.list(SHIPPED)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
  }

  private int register() {
    CommandLine command = new CommandLine(new RegisterCommand());
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          said = String.valueOf(failure.getMessage());
          return 1;
        });
    return command.execute("--model", model.toString(), "--into", models.toString());
  }

  private JsonNode pointer() throws IOException {
    return new ObjectMapper().readTree(models.resolve("current.json").toFile());
  }

  private void assertRefused(String because) throws IOException {
    String before = Files.readString(models.resolve("current.json"));
    assertEquals(1, register());
    assertTrue(said.contains(because), said);
    assertEquals(before, Files.readString(models.resolve("current.json")));
  }

  @Test
  void aModelGoesToItsNameAndVersionAndIsPointedAt() throws IOException {
    assertEquals(0, register(), said);
    assertEquals("shop-flows/3", pointer().path("ranker").asText());
    assertEquals("m", pointer().path("name").asText(), "what else is told stays");
    assertEquals(1, pointer().path("x").asInt());
    Path placed = models.resolve("shop-flows/3/model.onnx");
    assertEquals(-1, Files.mismatch(placed, model.resolve("model.onnx")));
    try (Stream<Path> left = Files.list(models)) {
      assertEquals(2, left.count(), "nothing half lies about");
    }
    assertEquals(0, register(), "again is harmless: " + said);
  }

  @Test
  void aModelOfEvolutionIsPointedAtBesideTheRanker() throws IOException {
    assertEquals(0, register(), said);
    String manifest = OutlookFixtures.manifest();
    model = folder.resolve("outlook");
    Path _ = OutlookFixtures.put(model, "plain.onnx", manifest);
    assertEquals(0, register(), said);
    assertEquals("fixture/1", pointer().path("outlook").asText());
    assertEquals("shop-flows/3", pointer().path("ranker").asText());
    Path placed = models.resolve("fixture/1/model.onnx");
    assertEquals(-1, Files.mismatch(placed, model.resolve("model.onnx")));
    Path _ = OutlookFixtures.put(model, "plain.onnx", manifest + " ");
    assertRefused("a version is never replaced");
    Path _ =
        OutlookFixtures.put(
            model, "headless.onnx", manifest.replace("\"version\": \"1\"", "\"version\": \"2\""));
    assertRefused("outputs of the graph are");
  }

  @Test
  void whatAsksForUnheardOfFeaturesOrHasNoManifestIsRefused() throws IOException {
    Path manifest = model.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("shop-features-", "moon-"));
    assertRefused("which nothing here has");
    Files.writeString(manifest, "{");
    assertRefused("manifest.json: ");
    Files.delete(manifest);
    assertRefused("no manifest.json there");
  }

  @Test
  void aModelThatIsNotWhatItsManifestSaysChangesNothing() throws IOException {
    Files.write(model.resolve("model.onnx"), new byte[] {1, 2, 3});
    assertRefused("sha256");
    try (Stream<Path> left = Files.list(models)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void aVersionIsNeverReplaced() throws IOException {
    assertEquals(0, register(), said);
    Path manifest = model.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest) + "\n");
    assertRefused("a version is never replaced");
  }

  @Test
  void aNameThatLeavesTheFolderIsRefused() throws IOException {
    Path manifest = model.resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"shop-flows\"", "\"../elsewhere\""));
    assertRefused("cannot be registered as ../elsewhere:3");
  }

  @Test
  void aFolderWithoutAPointerIsRefused() throws IOException {
    Files.delete(models.resolve("current.json"));
    assertEquals(1, register());
    assertTrue(said.contains("no current.json there"), said);
  }
}
