package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.meander.interest.Discovery;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The schemas that clients read, against what is really answered. */
class OpenApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode components = components();

  @Test
  void answers_are_as_the_schemas_say() throws IOException {
    for (InterestView view :
        List.of(
            InterestView.of(Scored.person("p", 5, Scored.MODEL)),
            InterestView.of(Scored.person("p", 5, null)),
            InterestView.of(Scored.foretold(Scored.person("p", 5, null), Scored.MODEL)),
            InterestView.of(Scored.fullPerson("p")))) {
      check("Interests", sent(AnswerJson.interests(view, 200)));
      check("Migration", sent(AnswerJson.migration(view, new MigrationShape(10, 20, 20))));
      check(
          "Migration",
          sent(AnswerJson.migration(view, new MigrationShape(10, 20, 20, new Discovery(2, 3)))));
      check("Evolution", sent(AnswerJson.evolution(view, new EvolutionShape(28, 20))));
      check("Change", sent(AnswerJson.change(view)));
    }
  }

  @Test
  void examples_are_as_the_schemas_say() {
    for (String name :
        List.of("Interests", "Migration", "Evolution", "Trajectory", "Flows", "Change")) {
      check(name, components.at("/examples/" + name + "/value"));
    }
  }

  @Test
  void a_schema_refuses_another_form() throws IOException {
    ObjectNode answer =
        (ObjectNode) sent(AnswerJson.interests(InterestView.of(Scored.person("p", 5, null)), 20));
    answer.put("otherWeight", 1.5);
    assertFalse(errors("Interests", answer).isEmpty());
    answer.remove("otherWeight");
    assertFalse(errors("Interests", answer).isEmpty());
  }

  private void check(String schema, JsonNode answer) {
    assertEquals(List.of(), errors(schema, answer), schema);
  }

  private List<String> errors(String schema, JsonNode answer) {
    ObjectNode root = JSON.createObjectNode();
    root.put("$ref", "#/components/schemas/" + schema);
    root.set("components", components);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root)
        .validate(answer)
        .stream()
        .map(Objects::toString)
        .toList();
  }

  private static JsonNode sent(Answer answer) throws IOException {
    return JSON.readTree(answer.aged(Scored.APPENDED));
  }

  private static ObjectNode components() {
    try (InputStream yaml = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return (ObjectNode) new YAMLMapper().readTree(yaml).get("components");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
