package dev.meander.packaging;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code src-native} honest where no {@code native-image} is installed: what the metadata
 * names must exist, and what a Pulsar schema reflects on must be registered.
 */
class NativeMetadataTest {

  private static final Path METADATA =
      Path.of(System.getProperty("meander.basedir", "."))
          .resolve(
              "src-native/resources/META-INF/native-image/dev.meander/meander/"
                  + "reachability-metadata.json");

  private static JsonNode metadata() throws IOException {
    return new ObjectMapper().readTree(METADATA.toFile());
  }

  @Test
  void everyClassThatTheMetadataNamesIsOnTheClasspath() throws IOException {
    List<String> named =
        StreamSupport.stream(metadata().get("reflection").spliterator(), false)
            .map(entry -> entry.get("type").textValue())
            .toList();
    assertTrue(named.contains("ai.onnxruntime.OnnxTensor"), named.toString());
    for (String name : named) {
      String element = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
      assertDoesNotThrow(
          () -> Class.forName(element, false, getClass().getClassLoader()),
          name + " in " + METADATA + " does not exist");
    }
  }

  @Test
  void everyClassThatOnnxRuntimeHandsToItsLibraryIsNamed() throws IOException {
    List<String> named = new ArrayList<>();
    metadata().get("reflection").forEach(entry -> named.add(entry.get("type").textValue()));
    for (String made :
        List.of(
            "OnnxTensor", "OnnxSequence", "OnnxMap", "TensorInfo", "NodeInfo", "OrtException")) {
      assertTrue(named.contains("ai.onnxruntime." + made), made);
    }
  }

  @Test
  void everyExactResourceFolderThatTheMetadataNamesHoldsSomething() throws IOException {
    ClassLoader loader = getClass().getClassLoader();
    for (JsonNode resource : metadata().get("resources")) {
      String folder = resource.get("glob").textValue().replaceFirst("/\\*+$", "");
      assertTrue(
          loader.getResource(folder) != null
              || Files.isDirectory(Path.of(System.getProperty("meander.basedir", "."), folder)),
          folder + " in " + METADATA + " matches nothing");
    }
  }

  @Test
  void everyClassThatAPulsarSchemaReflectsOnIsRegistered() {
    List<String> missing = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.meander")) {
      boolean makesSchema =
          type.getMethodCallsFromSelf().stream()
              .anyMatch(
                  call ->
                      call.getTargetOwner().getName().startsWith("org.apache.pulsar.client")
                          && Stream.of("JSON", "AVRO", "of").anyMatch(call.getName()::equals)
                          && call.getTargetOwner().getSimpleName().endsWith("Schema"));
      if (makesSchema) {
        type.getReferencedClassObjects().stream()
            .map(reference -> reference.getRawType())
            .filter(referenced -> referenced.getPackageName().startsWith("dev.meander"))
            .filter(referenced -> !referenced.isAnnotatedWith(RegisterForReflection.class))
            .forEach(referenced -> missing.add(type.getName() + " -> " + referenced.getName()));
      }
    }
    assertEquals(List.of(), missing, "schema classes without @RegisterForReflection");
  }

  @Test
  void onnxRuntimeInitialisesAtRunTime() throws IOException {
    String properties = Files.readString(METADATA.resolveSibling("native-image.properties"));
    assertTrue(properties.contains("--initialize-at-run-time=ai.onnxruntime"), properties);
    assertFalse(properties.contains("--initialize-at-build-time=ai.onnxruntime"), properties);
  }
}
