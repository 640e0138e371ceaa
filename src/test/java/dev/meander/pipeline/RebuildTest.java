package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another version of the read model, filled from the log beside the one that serves. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RebuildTest extends ProjectedPeople {

  @Inject AgroalDataSource database;
  @Inject RebuildParts parts;

  @AfterEach
  void theFirstServesAndTheOthersAreGone() {
    if (live() != 1) {
      fill(1);
      given().post("/v1/projections/1/switch").then().statusCode(200);
    }
    for (int version : versions()) {
      if (version != 1) {
        // One that served before goes once everybody's view is made anew.
        await()
            .atMost(PATIENCE)
            .until(() -> given().delete("/v1/projections/" + version).statusCode() == 204);
      }
    }
  }

  @Test
  void rebuilds_of_any_batch_and_parallelism_come_to_what_serves() throws SQLException {
    awaitFolded(append(12, 80));
    int one = rebuilt("?batchEvents=7&parallel=1");
    int two = rebuilt("?batchEvents=20000&parallel=4");
    Checksums serving = checksums(1);
    assertEquals(serving, checksums(one));
    assertEquals(serving, checksums(two));
    JsonPath report =
        given()
            .get("/v1/projections/" + one + "/comparison?with=" + two)
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertEquals(0, report.getInt("different"));
    assertTrue(report.getInt("people") >= 12);
  }

  @Test
  void a_comparison_names_who_differs_and_by_how_much() throws SQLException {
    Map<PersonId, List<EventEnvelope>> histories = append(6, 40);
    awaitFolded(histories);
    int version = rebuilt("");
    PersonId person = histories.keySet().iterator().next();
    sql(
        "delete from day_cell where projection = ? and person_id = ? and day < (select max(day)"
            + " from day_cell where person_id = ?)",
        version,
        person.value(),
        person.value());
    JsonPath report =
        given()
            .get("/v1/projections/" + version + "/comparison")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertEquals(1, report.getInt("different"));
    assertEquals(person.value(), report.getString("most[0].personId"));
    assertTrue(report.getInt("most[0].days") >= 1);
  }

  @Test
  void reads_never_fail_while_versions_are_switched_there_and_back_under_load() throws Exception {
    Map<PersonId, List<EventEnvelope>> histories = new HashMap<>(append(6, 40));
    awaitFolded(histories);
    int version = rebuilt("");
    PersonId person = histories.keySet().iterator().next();
    AtomicBoolean reading = new AtomicBoolean(true);
    AtomicInteger reads = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (reading.get()) {
                    boolean read =
                        given().get("/v1/people/" + person.value() + "/interests").statusCode()
                                == 200
                            && current(person)
                                .map(found -> found.profile().eventCount() == 40)
                                .orElse(false);
                    reads.incrementAndGet();
                    if (!read) {
                      failed.incrementAndGet();
                    }
                  }
                });
    for (int i = 0; i < 2; i++) {
      histories.putAll(append(3, 20));
      switchTo(version);
      assertEquals(version, live());
      histories.putAll(append(3, 20));
      awaitFolded(histories);
      switchTo(1);
      assertEquals(1, live());
      histories.putAll(append(3, 20));
      awaitFolded(histories);
    }
    reading.set(false);
    reader.join();
    assertTrue(reads.get() > 20, reads.toString());
    assertEquals(0, failed.get());
    awaitCaughtUp(version);
    awaitSame(1, version);
  }

  @Test
  void a_run_that_cannot_go_on_is_over_and_says_so() {
    // There is no such tenant, hence no topic of theirs, and nothing that trying again would
    // change.
    var run = new RebuildRun(parts, new TenantId("nobody"), 1_000_000, new RebuildRun.Work(10, 1));
    run.start();
    await().atMost(PATIENCE).until(run::over);
    assertFalse(run.caughtUp());
    assertFalse(run.progress().caughtUp());
  }

  @Test
  void what_is_not_level_or_serves_is_refused() {
    given().post("/v1/projections/1/fill").then().statusCode(409);
    given().delete("/v1/projections/1").then().statusCode(409);
    given().post("/v1/projections/1/switch").then().statusCode(200).body("live", equalTo(1));
    given().post("/v1/projections/999999/switch").then().statusCode(404);
    given().get("/v1/projections/999999/comparison").then().statusCode(404);
    given().post("/v1/projections?batchEvents=0").then().statusCode(400);
    given().post("/v1/projections/two/switch").then().statusCode(400);
  }

  private static void switchTo(int version) {
    await()
        .atMost(PATIENCE)
        .until(() -> given().post("/v1/projections/" + version + "/switch").statusCode() == 200);
  }

  private static int rebuilt(String query) {
    int version =
        given()
            .post("/v1/projections" + query)
            .then()
            .statusCode(202)
            .extract()
            .jsonPath()
            .getInt("projection");
    awaitCaughtUp(version);
    return version;
  }

  private static void fill(int version) {
    given().post("/v1/projections/" + version + "/fill").then().statusCode(202);
    awaitCaughtUp(version);
  }

  private static void awaitCaughtUp(int version) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                given()
                    .get("/v1/projections")
                    .jsonPath()
                    .getBoolean("versions.find{it.projection==" + version + "}.caughtUp"));
  }

  private void awaitSame(int one, int two) {
    await().atMost(PATIENCE).until(() -> checksums(one).equals(checksums(two)));
  }

  private static int live() {
    return given().get("/v1/projections").jsonPath().getInt("live");
  }

  private static List<Integer> versions() {
    return given().get("/v1/projections").jsonPath().getList("versions.projection");
  }

  private Checksums checksums(int version) throws SQLException {
    try (ReadModel model = ReadModel.open(RealServers.shared())) {
      return model.checksums(new ReadModel.Scope(version, "default", List.of()));
    }
  }

  private void sql(String statement, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(statement)) {
      for (int i = 0; i < parameters.length; i++) {
        update.setObject(i + 1, parameters[i]);
      }
      assertTrue(update.executeUpdate() > 0);
    }
  }
}
