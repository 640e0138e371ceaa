package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.log.privacy.SignedReceipt;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** One person under several names, from the merge to the end of all names, over real servers. */
@QuarkusTest
@WithTestResource(RealServers.class)
class IdentityReadsTest extends MergedPeople {

  @Test
  void mergedBothNamesAnswerAlikeAndUnmergedEachAsBefore() throws Exception {
    String known = "known-" + run;
    String anonymous = "anonymous-" + run;
    post(known, 2);
    post(anonymous, 3);
    awaitModel(known);
    awaitModel(anonymous);
    String before = body(anonymous);

    String merged = merge(known, "m", "2025-03-02T10:00:00Z", anonymous, true);
    awaitPurchases(known, merged, 5);
    await().atMost(PATIENCE).until(() -> purchases(anonymous) == 5);
    awaitModel(known);
    await().atMost(PATIENCE).until(() -> alike(known, anonymous));
    for (String read : List.of("interests", "trajectory")) {
      assertEquals(content(known, read), content(anonymous, read), read);
    }
    assertNotEquals(before, body(anonymous));

    try (HttpClient client = HttpClient.newHttpClient()) {
      LinkedBlockingQueue<String> lines = follow(client, known);
      String first = awaitId(lines, "");
      assertTrue(first.contains("~"), first);
      // Read your writes: the place of an event of one name, asked for under the other.
      Response event = event(anonymous, "after");
      awaitPurchases(known, event.path("outcomes[0].position"), 6);
      String next = awaitId(lines, first);
      assertNotEquals(first, next);
      given()
          .header("Last-Event-ID", "1.2.3.4~x")
          .queryParam("personId", known)
          .get("/v1/stream")
          .then()
          .statusCode(400);
      client.shutdownNow();
    }
    await().atMost(PATIENCE).until(() -> purchases(anonymous) == 6);
    assertEquals(Set.of("p", "k", "i", "m", "e", "w"), inRedis(anonymous));
    assertEquals(6, bought());

    String _ = merge(known, "u", "2025-03-02T11:00:00Z", anonymous, false);
    await().atMost(PATIENCE).until(() -> purchases(known) == 2 && purchases(anonymous) == 4);
    String other = "other-" + run;
    post(other, 4);
    awaitModel(other);
    awaitModel(anonymous);
    await().atMost(PATIENCE).until(() -> alike(other, anonymous));

    int rebuilt = rebuilt();
    await().atMost(PATIENCE).until(() -> checksums(1).equals(checksums(rebuilt)));
    given().delete("/v1/projections/" + rebuilt).then().statusCode(204);
  }

  @Test
  void aMergeIsUndoneToTheLetter() {
    String known = "known-" + run;
    String anonymous = "anonymous-" + run;
    post(known, 1);
    post(anonymous, 3);
    awaitModel(anonymous);
    String before = body(anonymous);
    String _ = merge(known, "m", "2025-03-02T10:00:00Z", anonymous, true);
    await().atMost(PATIENCE).until(() -> purchases(anonymous) == 4);
    String _ = merge(known, "u", "2025-03-02T11:00:00Z", anonymous, false);
    await().atMost(PATIENCE).until(() -> purchases(anonymous) == 3);
    awaitModel(anonymous);
    assertEquals(before, body(anonymous));
  }

  @Test
  void whoeverIsClaimedHasNoNamesAndNobodyIsMergedWithThemselves() {
    String one = "one-" + run;
    String two = "two-" + run;
    post(one, 1);
    post(two, 2);
    String _ = merge(one, "m", "2025-03-02T10:00:00Z", two, true);
    await().atMost(PATIENCE).until(() -> purchases(two) == 3);
    String circle = merge(two, "c", "2025-03-02T11:00:00Z", one, true);
    awaitPurchases(two, circle, 2);
    await().atMost(PATIENCE).until(() -> purchases(one) == 1);
    given()
        .contentType("application/json")
        .body(naming(one, "own", "2025-03-02T12:00:00Z", one, true))
        .post("/v1/events")
        .then()
        .statusCode(422)
        .body("outcomes[0].errors[0].pointer", equalTo("/member"));
  }

  @Test
  void forbiddenUnderOneNameNothingIsReadUnderAnyAndForgottenUnderOneAllAre() throws Exception {
    String known = "known-" + run;
    String anonymous = "anonymous-" + run;
    post(known, 2);
    post(anonymous, 3);
    awaitModel(known);
    String merged = merge(known, "m", "2025-03-02T10:00:00Z", anonymous, true);
    awaitPurchases(known, merged, 5);
    String _ =
        send(
            """
            {"eventId":"%1$s-w","personId":"%1$s","kind":"consent_changed","granted":false,
             "occurredAt":"2025-03-02T13:00:00Z"}"""
                .formatted(anonymous));
    for (String name : List.of(known, anonymous)) {
      await().atMost(PATIENCE).until(() -> interests(name).statusCode() == 403);
      for (String read :
          List.of("migration", "evolution", "trajectory", "interests?asOf=2025-03-02T00:00:00Z")) {
        given().get("/v1/people/" + name + "/" + read).then().statusCode(403);
      }
    }
    Map<String, Long> held = sections(anonymous);
    assertEquals(2, held.get("person"));
    assertEquals(2, held.get("key"));
    assertEquals(7, held.get("event"));
    assertEquals(held, sections(known));

    Response requested = given().delete("/v1/people/" + anonymous + "/data");
    requested.then().statusCode(202).body("erasureId", notNullValue());
    SignedReceipt receipt = SignedReceipt.parse(awaitReceipt(requested.path("erasureId")));
    assertEquals(2L, receipt.claims().get("names"));
    assertEquals(7L, receipt.claims().get("entriesMadeUnreadable"));
    for (String name : List.of(known, anonymous)) {
      assertEquals(List.of(), tablesNaming(name));
      assertEquals(List.of(), redis.key().keys("*" + name + "*"));
      given().get("/v1/people/" + name + "/data").then().statusCode(404);
      assertEquals(404, interests(name).statusCode());
    }
    assertEquals(5, bought());
    post(known, 1);
    awaitModel(known);
    assertEquals(1, purchases(known));
    int rebuilt = rebuilt();
    await().atMost(PATIENCE).until(() -> checksums(1).equals(checksums(rebuilt)));
    given().delete("/v1/projections/" + rebuilt).then().statusCode(204);
  }
}
