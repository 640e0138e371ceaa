package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.interest.ProfileSum;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views after a switch to a version that says other things of people, and after the way back. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RenewedViewsTest extends MergedPeople {

  private int version;

  @AfterEach
  void theFirstServesAndTheOtherIsGone() {
    if (given().get("/v1/projections").jsonPath().getInt("live") != 1) {
      switchTo(1);
    }
    dropped(version);
  }

  @Test
  void everyViewIsThatOfTheVersionThatServesAndNoReadFails() throws Exception {
    String ada = "ada-" + run;
    String carl = "carl-" + run;
    String known = "known-" + run;
    String anonymous = "anonymous-" + run;
    post(ada, 2);
    String _ = later(ada, "a");
    post(carl, 1);
    post(known, 1);
    post(anonymous, 2);
    String merged = merge(known, "m", "2025-03-02T10:00:00Z", anonymous, true);
    awaitPurchases(known, merged, 3);
    for (String person : List.of(ada, carl, known, anonymous)) {
      awaitModel(person);
    }
    await().atMost(PATIENCE).until(() -> purchases(ada) == 3 && purchases(anonymous) == 3);
    version = rebuilt();
    assertEquals(1, sayOtherwise(ada));
    assertEquals(1, knowNothingOf(carl));
    String before = interests(ada).header("ETag");

    AtomicBoolean reading = new AtomicBoolean(true);
    Set<String> answers = new ConcurrentSkipListSet<>();
    Thread reader = Thread.ofPlatform().start(() -> read(ada, reading, answers));
    switchTo(version);
    await().atMost(PATIENCE).until(() -> purchases(ada) == 1);
    await().atMost(PATIENCE).until(() -> interests(carl).statusCode() == 404);
    assertNotEquals(before, interests(ada).header("ETag"));
    awaitRenewed();
    assertTrue(viewsPeople() >= 3);
    assertEquals(Set.of("200 3", "200 1"), answers);
    assertEquals(List.of(3, 3), List.of(purchases(known), purchases(anonymous)));
    String place = later(ada, "b");
    awaitPurchases(ada, place, 2);

    // What an emptied cache is filled from says the same.
    awaitModel(ada);
    redis.flushall();
    await().atMost(PATIENCE).until(() -> redis.key().exists("views-complete:default"));
    assertEquals(2, purchases(ada));
    assertTrue(inRedis(ada).contains("w"));
    assertEquals(404, interests(carl).statusCode());

    switchTo(1);
    await().atMost(PATIENCE).until(() -> purchases(ada) == 4 && purchases(carl) == 1);
    awaitRenewed();
    assertEquals(List.of(3, 3), List.of(purchases(known), purchases(anonymous)));
    reading.set(false);
    reader.join();
    assertEquals(Set.of("200 3", "200 1", "200 2", "200 4"), answers);
  }

  private static void read(String person, AtomicBoolean reading, Set<String> answers) {
    while (reading.get()) {
      var answer = interests(person);
      answers.add(
          answer.statusCode()
              + " "
              + (answer.statusCode() == 200
                  ? answer.<Integer>path("counts.item_purchased")
                  : answer.asString()));
    }
  }

  private String later(String person, String id) {
    return send(
        """
        {"eventId":"%1$s-%2$s","personId":"%1$s","kind":"item_purchased","quantity":1,
         "occurredAt":"2025-03-03T12:00:00Z","item":{"id":"i","category":["renewed","%3$s"]}}"""
            .formatted(person, id, run));
  }

  private static void switchTo(int to) {
    given().post("/v1/projections/" + to + "/fill");
    await()
        .atMost(PATIENCE)
        .until(() -> given().post("/v1/projections/" + to + "/switch").statusCode() == 200);
  }

  private static void awaitRenewed() {
    await()
        .atMost(PATIENCE)
        .until(() -> given().get("/v1/projections").jsonPath().getBoolean("views.done"));
  }

  private static int viewsPeople() {
    return given().get("/v1/projections").jsonPath().getInt("views.people");
  }

  /** As another fold would: without what was done before the person's newest day. */
  private int sayOtherwise(String person) throws SQLException {
    return update(
        "update interest_profile set head = ? where projection = ? and person_id = ?",
        ProfileSum.EMPTY.toBytes(),
        version,
        person);
  }

  private int knowNothingOf(String person) throws SQLException {
    assertEquals(
        1, update("delete from day_cell where projection = ? and person_id = ?", version, person));
    return update(
        "delete from interest_profile where projection = ? and person_id = ?", version, person);
  }

  private int update(String statement, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(statement)) {
      for (int i = 0; i < parameters.length; i++) {
        update.setObject(i + 1, parameters[i]);
      }
      return update.executeUpdate();
    }
  }
}
