package dev.meander.platform.security;

import static dev.meander.platform.security.SecuredService.OTHER;
import static dev.meander.platform.security.SecuredService.TENANT;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.platform.security.Operations.Operation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who is let in, at every operation that there is. */
@QuarkusTest
@TestProfile(SecuredService.class)
@WithTestResource(RealServers.class)
class TokensTest {

  /** What is true for the whole world; think twice before you add to it. */
  private static final Set<String> OPEN = Set.of("GET /v1", "GET /v1/erasures/keys");

  private static final Map<String, String> NOBODY =
      Map.of(
          "personId",
          "nobody-at-all",
          "erasureId",
          UUID.randomUUID().toString(),
          "position",
          "0.1.1.-1",
          "projection",
          "999999");

  private static RequestSpecification bearing(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  private static Response ask(Operation operation, RequestSpecification as) {
    return operation.ask(as, NOBODY, "{}");
  }

  private static List<Operation> closed() throws IOException {
    return Operations.all().stream().filter(o -> !OPEN.contains(o.toString())).toList();
  }

  private static void assertRefused(Response answer, int status, String error, Object where) {
    assertEquals(status, answer.statusCode(), where + ": " + answer.asString());
    answer
        .then()
        .contentType("application/problem+json")
        .header("WWW-Authenticate", containsString("Bearer realm=\"meander\"" + error))
        .body("status", equalTo(status))
        .body(
            "type",
            equalTo("urn:meander:problem:" + (status == 401 ? "unauthenticated" : "forbidden")));
  }

  @Test
  void every_operation_tells_in_the_document_which_scope_it_wants() throws IOException {
    Set<String> untold =
        Operations.all().stream()
            .filter(operation -> operation.schemes().isEmpty())
            .map(Operation::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(OPEN), untold);
    assertTrue(closed().size() >= 15, closed()::toString);
    for (Operation operation : closed()) {
      assertEquals(List.of("apiKey", "token"), operation.schemes(), operation::toString);
      assertEquals(1, operation.scopes().size(), operation::toString);
      assertTrue(Scopes.ALL.containsAll(operation.scopes()), operation::toString);
    }
  }

  @Test
  void whoever_says_nothing_is_let_in_nowhere() throws IOException {
    for (Operation operation : closed()) {
      assertRefused(ask(operation, given()), 401, "", operation);
      if (operation.method() == Method.GET) {
        assertEquals(401, given().head(operation.filled(NOBODY)).statusCode(), "HEAD " + operation);
      }
    }
  }

  @Test
  void what_is_open_answers_all_the_same() {
    given().get("/v1").then().statusCode(200);
    given().get("/v1/erasures/keys").then().statusCode(200);
    given().get("/q/health/ready").then().statusCode(200);
    given().get("/q/metrics").then().statusCode(200);
  }

  @Test
  void a_token_that_is_not_valid_is_let_in_nowhere() throws IOException {
    String everything = String.join(" ", Scopes.ALL);
    Instant past = Instant.now().minusSeconds(7200);
    String good = SecuredService.token(TENANT, everything);
    String[] parts = good.split("\\.", 3);
    Map<String, String> invalid =
        Map.of(
            "of another key",
            SecuredService.claims()
                .claim("tenant", TENANT)
                .claim("scope", everything)
                .sign(SecuredService.pair().getPrivate()),
            "expired",
            SecuredService.sign(
                SecuredService.claims()
                    .claim("tenant", TENANT)
                    .claim("scope", everything)
                    .issuedAt(past)
                    .expiresAt(past.plusSeconds(60))),
            "of another issuer",
            SecuredService.sign(
                SecuredService.claims()
                    .claim("tenant", TENANT)
                    .claim("scope", everything)
                    .issuer("https://else.test")),
            "unsigned",
            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
            "changed",
            parts[0]
                + "."
                + SecuredService.token(OTHER, everything).split("\\.", 3)[1]
                + "."
                + parts[2],
            "no token",
            "abc");
    for (var token : invalid.entrySet()) {
      for (Operation operation : closed()) {
        assertRefused(
            ask(operation, bearing(token.getValue())),
            401,
            ", error=\"invalid_token\"",
            token.getKey() + " at " + operation);
      }
    }
  }

  @Test
  void a_token_of_another_tenant_or_of_none_is_let_in_nowhere() throws IOException {
    String everything = String.join(" ", Scopes.ALL);
    for (String token :
        List.of(
            SecuredService.token(OTHER, everything),
            SecuredService.token(TENANT + "\u0000", everything),
            SecuredService.token(TENANT.toUpperCase(java.util.Locale.ROOT), everything),
            SecuredService.sign(SecuredService.claims().claim("scope", everything)),
            SecuredService.sign(
                SecuredService.claims()
                    .claim("scope", everything)
                    .claim("tenant", List.of(TENANT, OTHER))))) {
      for (Operation operation : closed()) {
        assertRefused(ask(operation, bearing(token)), 403, "", operation);
      }
    }
  }

  @Test
  void nothing_that_a_client_sends_beside_the_token_names_its_tenant() {
    bearing(SecuredService.token(OTHER, Scopes.INTERESTS_READ))
        .header("X-Tenant", TENANT)
        .header("Tenant", TENANT)
        .queryParam("tenant", TENANT)
        .get("/v1/people/nobody/interests")
        .then()
        .statusCode(403);
  }

  @Test
  void each_scope_opens_what_wants_it_and_nothing_else() throws IOException {
    for (String scope : Scopes.ALL) {
      String token = SecuredService.token(TENANT, scope + " of:another-service");
      for (Operation operation : closed()) {
        // An erasure, a rebuild and a stream are no questions to ask in passing.
        boolean wanted = operation.scopes().contains(scope);
        boolean lasting =
            wanted
                && Set.of(
                        "DELETE /v1/people/{personId}/data",
                        "POST /v1/projections",
                        "GET /v1/stream")
                    .contains(operation.toString());
        if (!lasting) {
          Response answer = ask(operation, bearing(token));
          boolean refused = Set.of(401, 403).contains(answer.statusCode());
          assertEquals(!wanted, refused, scope + " at " + operation + ": " + answer.asString());
        }
      }
    }
  }

  @Test
  void an_api_key_opens_what_it_is_for() {
    String event =
        "{\"eventId\":\"%s\",\"personId\":\"p\",\"kind\":\"logged_in\",\"occurredAt\":\"2025-03-01T10:00:00Z\"}"
            .formatted(UUID.randomUUID());
    Response taken =
        given()
            .header("X-API-Key", SecuredService.COLLECTOR)
            .contentType("application/json")
            .body(event)
            .post("/v1/events");
    assertEquals(202, taken.statusCode(), taken::asString);
    assertRefused(
        given().header("X-API-Key", SecuredService.COLLECTOR).get("/v1/people/p/interests"),
        403,
        "",
        "a scope that it lacks");
  }

  @Test
  void an_api_key_of_another_tenant_or_of_nobody_is_let_in_nowhere() throws IOException {
    for (Operation operation : closed()) {
      assertRefused(
          ask(operation, given().header("X-API-Key", SecuredService.OTHER_COLLECTOR)),
          403,
          "",
          operation);
      assertRefused(
          ask(operation, given().header("X-API-Key", "guessed")),
          401,
          ", error=\"invalid_token\"",
          operation);
    }
  }

  @Test
  void no_refusal_repeats_the_token() {
    String token = SecuredService.token(OTHER, Scopes.ADMIN);
    String said = bearing(token).get("/v1/parked").asString();
    assertFalse(said.contains(token) || said.contains(OTHER), said);
  }
}
