package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whom only the version before knows loses their view, however soon somebody wants to drop it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class DroppedVersionTest extends MergedPeople {

  private int before;
  private int third;

  @AfterEach
  void theFirstServesAndTheOthersAreGone() {
    switchTo(1);
    dropped(before);
    dropped(third);
  }

  @Test
  void theVersionBeforeStaysUntilEverybodysViewIsMadeAnew() throws SQLException {
    String carl = "carl-" + run;
    String ghost = "ghost-" + run;
    post(carl, 1);
    awaitModel(carl);
    before = rebuilt();
    third = rebuilt();
    assertEquals(2, alsoKnown(carl, ghost));
    switchTo(before);
    awaitModel(ghost);
    awaitRenewed();

    try (Connection held = database.getConnection()) {
      heldUpAfterSwitchingBack(held);
      refused(given().delete("/v1/projections/" + before), "still made anew");
      refused(given().post("/v1/projections/" + third + "/switch"), "only that one");
      assertEquals(200, interests(ghost).statusCode());
      held.rollback();
    }
    awaitRenewed();
    await().atMost(PATIENCE).until(() -> interests(ghost).statusCode() == 404);
    assertEquals(200, interests(carl).statusCode());
    switchTo(third);
    awaitRenewed();
  }

  /** Nobody's view is made anew while the positions of the version that serves are locked. */
  private void heldUpAfterSwitchingBack(Connection held) throws SQLException {
    held.setAutoCommit(false);
    switchTo(1);
    lock(held);
    while (isRenewed()) {
      held.rollback();
      switchTo(before);
      awaitRenewed();
      switchTo(1);
      lock(held);
    }
  }

  private static void lock(Connection held) throws SQLException {
    try (PreparedStatement lock =
        held.prepareStatement(
            "select partition from log_position where tenant = 'default' and projection = 1"
                + " order by partition for update")) {
      assertTrue(lock.executeQuery().next());
    }
  }

  private static void refused(Response answer, String because) {
    answer.then().statusCode(409).body("detail", containsString(because));
  }

  private static boolean isRenewed() {
    return given().get("/v1/projections").jsonPath().getBoolean("views.done");
  }

  private static void awaitRenewed() {
    await().atMost(PATIENCE).until(DroppedVersionTest::isRenewed);
  }

  private static void switchTo(int version) {
    if (given().get("/v1/projections").jsonPath().getInt("live") != version) {
      given().post("/v1/projections/" + version + "/fill").then().statusCode(202);
      await()
          .atMost(PATIENCE)
          .until(() -> given().post("/v1/projections/" + version + "/switch").statusCode() == 200);
    }
  }

  /** As where the fold of a version makes somebody of events in which another sees nobody. */
  private int alsoKnown(String person, String other) throws SQLException {
    int rows = 0;
    for (String table : List.of("interest_profile", "day_cell")) {
      try (Connection connection = database.getConnection();
          PreparedStatement copy =
              connection.prepareStatement(
                  "insert into %1$s select (jsonb_populate_record(t, jsonb_build_object('person_id', ?))).*"
                          .formatted(table)
                      + " from %1$s t where projection = ? and person_id = ?".formatted(table))) {
        copy.setString(1, other);
        copy.setInt(2, before);
        copy.setString(3, person);
        rows += copy.executeUpdate();
      }
    }
    return rows;
  }
}
