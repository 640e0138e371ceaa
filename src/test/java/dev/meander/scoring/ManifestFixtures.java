package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Manifests that lie. */
final class ManifestFixtures {

  private ManifestFixtures() {}

  static ModelManifest changed(String name, Consumer<ObjectNode> change) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest =
        (ObjectNode) json.readTree(Models.files().read(name + "/1/manifest.json"));
    change.accept(manifest);
    return ModelManifest.parse(json.writeValueAsBytes(manifest));
  }

  static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }

  static String refusal(ModelManifest manifest, byte[] graph) {
    return message(
        assertThrows(
            ModelRefusedException.class,
            () -> OnnxModel.load(manifest, graph, ExecutionProviderWanted.CPU, 1).close()));
  }
}
