package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Consent, from the event that withdraws it to the one that gives it again, over real servers. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ConsentReadsTest extends PeopleToForget {

  private static final List<String> READS =
      List.of(
          "interests",
          "interests?limit=3",
          "interests?asOf=2025-03-02T00:00:00Z",
          "migration",
          "migration?horizon=5",
          "evolution",
          "evolution?horizon=9",
          "trajectory");

  @Inject RedisDataSource redis;

  @Test
  void withdrawnNothingIsReadButTheExportAndGivenAgainOnlyLaterEventsCount() throws Exception {
    String ada = "ada-" + run;
    post(ada, 3);
    awaitModel(ada);
    assertEquals(3, bought());
    assertEquals(Set.of("p", "k", "i", "m", "e", "w"), inRedis(ada));

    String withdrawn = consent(ada, "w", "2025-03-01T13:00:00Z", false);
    String atLeast = "/v1/people/" + ada + "/interests?minPosition=" + withdrawn;
    // Whoever reads no older than the withdrawal is refused at once, or told to come back.
    assertTrue(Set.of(403, 503).contains(given().get(atLeast).statusCode()));
    awaitGone(ada);
    assertRefused(given().get(atLeast));
    post(ada, 2);
    await().atMost(PATIENCE).until(() -> bought() == 5);
    for (String read : READS) {
      assertRefused(given().get("/v1/people/" + ada + "/" + read));
    }
    assertRefused(given().queryParam("personId", ada).get("/v1/stream"));
    // More refusals than the guard of the store of profiles would take for failures.
    for (int i = 0; i < 30; i++) {
      assertEquals(403, interests(ada).statusCode());
    }
    assertEquals(Set.of("p", "k"), inRedis(ada));
    JsonPath held =
        given().get("/v1/people/" + ada + "/data").then().statusCode(200).extract().jsonPath();
    assertEquals(6, held.getList("findAll { it.section == 'event' }").size());
    assertEquals(0, held.getList("findAll { it.section == 'view' }").size());
    assertEquals(List.of(0), held.getList("findAll { it.section == 'day' }.events"));
    assertEquals(List.of(6), held.getList("findAll { it.section == 'day' }.hashes"));
    assertEquals(
        List.of(false), held.getList("findAll { it.section == 'profile' }.consent.granted"));

    String _ = consent(ada, "g", "2025-03-02T08:00:00Z", true);
    event(ada, "late", "2025-03-01T20:00:00Z");
    event(ada, "after", "2025-03-03T08:00:00Z");
    await().atMost(PATIENCE).until(() -> purchases(ada) == 1);
    awaitModel(ada);
    interests(ada)
        .then()
        .statusCode(200)
        .body("counts", equalTo(java.util.Map.of("consent_changed", 1, "item_purchased", 1)))
        .body("interests.size()", equalTo(1));
    given()
        .get("/v1/people/" + ada + "/interests?asOf=2025-03-01T00:00:00Z")
        .then()
        .statusCode(404);
    given()
        .get("/v1/people/" + ada + "/trajectory")
        .then()
        .statusCode(200)
        .body("days.size()", equalTo(2));
    assertEquals(7, bought());
    assertEquals(Set.of("p", "k", "i", "m", "e", "w"), inRedis(ada));

    int rebuilt = rebuilt();
    await().atMost(PATIENCE).until(() -> checksums(1).equals(checksums(rebuilt)));
    given().delete("/v1/projections/" + rebuilt).then().statusCode(204);
  }

  @Test
  void whoWithdrewConsentCanBeForgottenAndComesBackAsSomebodyNew() throws Exception {
    String bob = "bob-" + run;
    post(bob, 2);
    awaitModel(bob);
    String _ = consent(bob, "w", "2025-03-01T13:00:00Z", false);
    post(bob, 1);
    awaitGone(bob);
    Response requested = given().delete("/v1/people/" + bob + "/data");
    requested.then().statusCode(202).body("erasureId", notNullValue());
    byte[] _ = awaitReceipt(requested.path("erasureId"));
    assertEquals(List.of(), tablesNaming(bob));
    assertEquals(List.of(), redis.key().keys("*" + bob + "*"));
    assertEquals(404, interests(bob).statusCode());
    assertEquals(3, bought());
    int rebuilt = rebuilt();
    await().atMost(PATIENCE).until(() -> checksums(1).equals(checksums(rebuilt)));
    given().delete("/v1/projections/" + rebuilt).then().statusCode(204);
    post(bob, 1);
    awaitModel(bob);
    assertEquals(1, purchases(bob));
  }

  private static void assertRefused(Response answer) {
    answer
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meander:problem:consent-withdrawn"))
        .body("errors", nullValue());
  }

  private void awaitGone(String person) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                interests(person).statusCode() == 403 && inRedis(person).equals(Set.of("p", "k")));
  }

  private Set<String> inRedis(String person) {
    List<String> keys = redis.key().keys("view:*:" + person);
    assertTrue(keys.size() <= 1, keys.toString());
    return keys.isEmpty() ? Set.of() : redis.hash(String.class).hgetall(keys.getFirst()).keySet();
  }

  private static int purchases(String person) {
    Response answer = interests(person);
    Integer count = answer.statusCode() == 200 ? answer.path("counts.item_purchased") : null;
    return count == null ? 0 : count;
  }

  private void event(String person, String id, String occurredAt) {
    String _ =
        send(
            """
        {"eventId":"%1$s-%2$s","personId":"%1$s","kind":"item_purchased","quantity":1,
         "occurredAt":"%3$s","item":{"id":"i","category":["erasure","%4$s"]}}"""
                .formatted(person, id, occurredAt, run));
  }

  private static String consent(String person, String id, String occurredAt, boolean granted) {
    return send(
        """
        {"eventId":"%1$s-%2$s","personId":"%1$s","kind":"consent_changed","granted":%4$s,
         "occurredAt":"%3$s"}"""
            .formatted(person, id, occurredAt, granted));
  }

  /** The place of the event in the log. */
  private static String send(String event) {
    return given()
        .contentType("application/json")
        .body(event)
        .post("/v1/events")
        .then()
        .statusCode(202)
        .body("accepted", equalTo(1))
        .extract()
        .path("outcomes[0].position");
  }

  private static int rebuilt() {
    int version =
        given().post("/v1/projections").then().statusCode(202).extract().path("projection");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                given()
                    .get("/v1/projections")
                    .jsonPath()
                    .getBoolean("versions.find{it.projection==" + version + "}.caughtUp"));
    return version;
  }

  private static Checksums checksums(int version) throws SQLException {
    try (ReadModel model = ReadModel.open(RealServers.shared())) {
      return model.checksums(new ReadModel.Scope(version, "default", List.of()));
    }
  }
}
