package dev.meander;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The document as the running service gives it, annotations and file merged. */
@QuarkusTest
@WithTestResource(RealServers.class)
class OpenApiDocumentTest {

  @Test
  void every_parameter_is_named_once_and_described() throws IOException {
    JsonNode document =
        new ObjectMapper()
            .readTree(given().get("/q/openapi?format=json").then().extract().asByteArray());
    List<String> twice = new ArrayList<>();
    int named = 0;
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        if (!operation.has("operationId")) {
          // Only resources of the tests have none.
          continue;
        }
        Set<String> seen = new HashSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
          JsonNode meant =
              parameter.has("$ref")
                  ? document.at(parameter.get("$ref").asText().substring(1))
                  : parameter;
          String place = meant.path("in").asText() + " " + meant.path("name").asText();
          if (!seen.add(place)) {
            twice.add(operation.path("operationId").asText() + ": " + place);
          }
          assertTrue(meant.hasNonNull("description"), place);
          named++;
        }
      }
    }
    assertEquals(List.of(), twice);
    assertTrue(named > 0);
  }
}
