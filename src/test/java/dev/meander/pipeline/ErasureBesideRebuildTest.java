package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.projection.ProjectionVersions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is erased while another version is filled is gone from that one too, and nobody else is. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ErasureBesideRebuildTest extends PeopleToForget {

  /** How far the other version is when the person is erased. */
  enum Other {
    LEVEL_AND_FOLLOWING,
    LEVEL_AND_STANDING_STILL,
    MADE_AND_NOT_BEGUN
  }

  private static final String TENANT = "default";

  @Inject Rebuilds rebuilds;
  @Inject ProjectionVersions versions;

  private int version;

  @AfterEach
  void theFirstServesAndTheOtherIsGone() {
    if (given().get("/v1/projections").jsonPath().getInt("live") != 1) {
      fill(1);
      switchTo(1);
    }
    dropped(version);
  }

  @ParameterizedTest
  @EnumSource
  void both_versions_forget_the_person_and_agree_about_everybody_else(Other other)
      throws Throwable {
    String ada = "ada-" + run;
    String bob = "bob-" + run;
    post(ada, 5);
    post(bob, 3);
    awaitModel(ada);
    awaitModel(bob);
    version = made(other);
    assertEquals(8, bought(1));

    var _ = awaitReceipt(given().delete("/v1/people/" + ada + "/data").path("erasureId"));
    post(bob, 1);
    if (other != Other.LEVEL_AND_FOLLOWING) {
      fill(version);
    }
    await().atMost(PATIENCE).until(() -> tables(version).equals(tables(1)));
    assertEquals(9, bought(1));
    assertEquals(9, bought(version));
    assertEquals(List.of(), tablesNaming(ada));

    switchTo(version);
    interests(ada).then().statusCode(404);
    interests(bob).then().statusCode(200);
    assertEquals(List.of(), tablesNaming(ada));
  }

  @Test
  void one_that_stood_still_in_the_midst_of_what_the_person_bought_is_refused() throws Throwable {
    String ada = "ada-" + run;
    post(ada, 3);
    awaitModel(ada);
    version = made(Other.LEVEL_AND_STANDING_STILL);
    post(ada, 2);
    await().atMost(PATIENCE).until(() -> bought(1) == 5);
    var _ = awaitReceipt(given().delete("/v1/people/" + ada + "/data").path("erasureId"));

    given().post("/v1/projections/" + version + "/fill").then().statusCode(202);
    await().atMost(PATIENCE).until(() -> isLevel(version) || !is(version, "filledHere"));
    assertFalse(isLevel(version), "it lacks what nobody can read any more");
    assertRefused(version, "switch");
    assertRefused(version, "fill");
    assertEquals(3, bought(version));
    assertEquals(5, bought(1));
    assertEquals(List.of(), tablesNaming(ada));
  }

  private int made(Other other) throws Throwable {
    return switch (other) {
      case LEVEL_AND_FOLLOWING -> level();
      case LEVEL_AND_STANDING_STILL -> {
        int made = level();
        // As when the process that fills it ends.
        rebuilds.stop(new ShutdownEvent());
        abandoned(made);
        yield made;
      }
      case MADE_AND_NOT_BEGUN -> {
        int made =
            VertxContextSupport.subscribeAndAwait(() -> versions.create(new TenantId(TENANT)));
        abandoned(made);
        yield made;
      }
    };
  }

  private static int level() {
    int made = given().post("/v1/projections").then().statusCode(202).extract().path("projection");
    awaitLevel(made);
    return made;
  }

  private static void fill(int version) {
    given().post("/v1/projections/" + version + "/fill").then().statusCode(202);
    awaitLevel(version);
  }

  private static void switchTo(int version) {
    await()
        .atMost(PATIENCE)
        .until(() -> given().post("/v1/projections/" + version + "/switch").statusCode() == 200);
  }

  private static void awaitLevel(int version) {
    await().atMost(PATIENCE).until(() -> isLevel(version));
  }

  private static boolean isLevel(int version) {
    return is(version, "caughtUp");
  }

  /** All of a version but what is put aside, which a test before may have left. */
  private static List<Checksums.Table> tables(int version) throws SQLException {
    try (ReadModel model = ReadModel.open(RealServers.shared())) {
      return model.checksums(new ReadModel.Scope(version, TENANT, List.of())).tables().stream()
          .filter(table -> !table.name().equals("dead_letter"))
          .toList();
    }
  }

  private long bought(int projection) throws SQLException {
    return bought("projection = " + projection);
  }
}
