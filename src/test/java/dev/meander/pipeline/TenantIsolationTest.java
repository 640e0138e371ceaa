package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventKind;
import dev.meander.platform.security.Operations;
import dev.meander.platform.security.Operations.Operation;
import dev.meander.platform.security.Scopes;
import dev.meander.platform.security.SecuredService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Two shops on the same servers, in which people have the same ids: every operation that there is,
 * asked by one shop about what is the other's. A new operation is asked too, without being named
 * here.
 */
@QuarkusTest
@TestProfile(SecuredService.class)
@WithTestResource(RealServers.class)
class TenantIsolationTest extends TwoShops {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String OWN = "own-of-shop-b";
  private static final String EVERYTHING = String.join(" ", Scopes.ALL);

  /** What is asked about by what the other shop alone has: there is no such thing. */
  private static final List<String> OF_THE_OTHER_ALONE =
      List.of("{erasureId}", "{position}", "{projection}");

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1");

  private final String own = SecuredService.token(SecuredService.TENANT, EVERYTHING);

  private RequestSpecification asOwn() {
    return given().header("Authorization", "Bearer " + own);
  }

  private void post(String eventId) {
    asOwn()
        .contentType("application/json")
        .body(
            """
            {"eventId":"%s","personId":"ada","kind":"item_viewed",
             "occurredAt":"2025-03-01T12:00:00Z","item":{"id":"i","category":["%s"]}}"""
                .formatted(eventId, OWN))
        .post("/v1/events")
        .then()
        .statusCode(202)
        .body("accepted", equalTo(1));
  }

  @Test
  void one_shop_never_reads_or_reaches_what_is_the_others() throws Exception {
    Traces traces = furnishTheOther();
    // The same id as an event of the other shop's: not a duplicate, another shop's event.
    post("shared-id-0");
    post(UUID.randomUUID().toString());
    await()
        .atMost(PATIENCE)
        .until(() -> "model".equals(asOwn().get("/v1/people/ada/migration").path("source")));
    Map<String, Set<String>> before = everythingOfTheOther();

    List<Operation> operations = new ArrayList<>(Operations.all());
    operations.sort(Comparator.comparing(operation -> operation.method() == Method.DELETE));
    String theirs = SecuredService.token(SecuredService.OTHER, EVERYTHING);
    for (Operation operation : operations) {
      if (!operation.schemes().isEmpty()) {
        RequestSpecification asOther = given().header("Authorization", "Bearer " + theirs);
        assertEquals(403, operation.ask(asOther, traces.parameters(), traces.event()).statusCode());
      }
    }
    assertEquals(before, everythingOfTheOther());

    twoPeople();
    String erasure = "";
    int rebuilt = 0;
    for (Operation operation : operations) {
      if (operation.streams()) {
        assertOwn(operation + " tells", firstOfStream(operation.path() + "?personId=ada"));
        continue;
      }
      Response answer = operation.ask(asOwn(), traces.parameters(), traces.event());
      assertOwn(operation.toString(), answer.asString());
      assertTrue(answer.statusCode() < 500, operation + ": " + answer.asString());
      if (OF_THE_OTHER_ALONE.stream().anyMatch(operation.path()::contains)) {
        assertTrue(
            Set.of(404, 422).contains(answer.statusCode()),
            operation + " answers " + answer.statusCode() + ": " + answer.asString());
      }
      switch (operation.toString()) {
        case "GET /v1/projections" ->
            assertFalse(
                answer
                    .jsonPath()
                    .getList("versions.projection", Integer.class)
                    .contains(traces.projection()));
        case "GET /v1/parked" -> assertEquals(0, answer.jsonPath().getList("entries").size());
        case "POST /v1/projections" -> rebuilt = answer.path("projection");
        case "DELETE /v1/people/{personId}/data" -> erasure = answer.path("erasureId");
        default -> {}
      }
    }
    String asked = erasure;
    await()
        .atMost(PATIENCE)
        .until(() -> "completed".equals(asOwn().get("/v1/erasures/" + asked).path("state")));
    String version = "/v1/projections/" + rebuilt;
    await().atMost(PATIENCE).until(() -> asOwn().delete(version).statusCode() == 204);
    assertEquals(before, everythingOfTheOther());
    assertEquals(EVENTS, ofTheOther().profile().eventCount());
  }

  /** The same id in both shops, and not the same person. */
  private void twoPeople() {
    asOwn()
        .get("/v1/people/ada/interests")
        .then()
        .statusCode(200)
        .body("counts.item_viewed", equalTo(2))
        .body("interests[0].category[0]", equalTo(OWN));
    assertEquals(Map.of(EventKind.ITEM_VIEWED, (long) EVENTS), ofTheOther().profile().counts());
  }

  private static void assertOwn(String what, String said) {
    assertFalse(said.contains(SECRET), what + ": " + said);
    assertFalse(said.contains("bob-of-shop-a"), what + ": " + said);
    assertFalse(said.contains("key-of-ada-in-shop-a"), what + ": " + said);
  }

  private String firstOfStream(String path) throws Exception {
    URLConnection stream = address.resolve(path).toURL().openConnection();
    stream.setRequestProperty("Authorization", "Bearer " + own);
    stream.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
    try (var lines =
        new BufferedReader(
            new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("data:")) {
        line = lines.readLine();
      }
      assertTrue(line != null && line.contains("ada"), "the stream ended");
      return String.valueOf(line);
    }
  }
}
