package dev.meander.platform.security;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Every operation of the running service, as its own document names them. */
public final class Operations {

  /**
   * One operation.
   *
   * @param schemes by which callers are known; empty where everybody is let in
   * @param scopes any of which is enough
   * @param required the query parameters that it cannot do without
   * @param streams whether its answer never ends
   */
  public record Operation(
      Method method,
      String path,
      List<String> schemes,
      List<String> scopes,
      List<String> required,
      boolean streams) {

    /**
     * Asks it.
     *
     * @param values of parameters, by name
     */
    public Response ask(RequestSpecification as, Map<String, String> values, String body) {
      RequestSpecification request = as;
      for (String name : required) {
        request = request.queryParam(name, values.getOrDefault(name, "1"));
      }
      if (method == Method.POST || method == Method.PUT) {
        request = request.contentType("application/json").body(body);
      }
      return request.request(method, filled(values));
    }

    /** The path with these values in it. */
    String filled(Map<String, String> values) {
      String filled = path;
      for (Map.Entry<String, String> value : values.entrySet()) {
        filled = filled.replace("{" + value.getKey() + "}", value.getValue());
      }
      return filled;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private Operations() {}

  /** Those of the product; resources of the tests have no operation id. */
  public static List<Operation> all() throws IOException {
    JsonNode document =
        new ObjectMapper()
            .readTree(given().get("/q/openapi?format=json").then().extract().asByteArray());
    List<Operation> all = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (!path.getKey().startsWith("/v1")) {
          continue;
        }
        Map<String, List<String>> wanted = new HashMap<>();
        for (JsonNode requirement : method.getValue().path("security")) {
          for (var scheme : requirement.properties()) {
            List<String> scopes = new ArrayList<>();
            scheme.getValue().forEach(scope -> scopes.add(scope.asText()));
            wanted.put(scheme.getKey(), scopes);
          }
        }
        List<String> required = new ArrayList<>();
        for (JsonNode parameter : method.getValue().path("parameters")) {
          if (parameter.path("in").asText().equals("query")
              && parameter.path("required").asBoolean()) {
            required.add(parameter.path("name").asText());
          }
        }
        all.add(
            new Operation(
                Method.valueOf(method.getKey().toUpperCase(java.util.Locale.ROOT)),
                path.getKey(),
                List.copyOf(new TreeSet<>(wanted.keySet())),
                wanted.values().stream().findFirst().orElse(List.of()),
                required,
                method.getValue().at("/responses/200/content").has("text/event-stream")));
      }
    }
    return all;
  }
}
