package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.RealServers;
import dev.meander.log.Topics;
import dev.meander.projection.ProjectionSwitch;
import dev.meander.projection.ProjectionSwitchException;
import dev.meander.projection.ProjectionVersions;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A version that is filled has no effect beside its own tables until it serves. */
@QuarkusTest
@WithTestResource(RealServers.class)
class SilentRebuildTest extends ProjectedPeople {

  private static final int PEOPLE = 8;

  /** A batch takes a fraction of it to be published, and to become views. */
  private static final Duration STILL = Duration.ofSeconds(1);

  @Inject ProjectionVersions versions;
  @Inject ProjectionSwitch switching;
  @Inject RedisDataSource redis;

  private final List<Integer> made = new ArrayList<>();
  private Map<String, String> last = Map.of();

  @AfterEach
  void theOthersAreGone() {
    made.forEach(version -> given().delete("/v1/projections/" + version).then().statusCode(204));
  }

  @Test
  void nobody_is_told_what_it_says_and_it_does_not_serve_before_it_has_passed_the_other() {
    awaitFolded(append(PEOPLE, 30));
    await().atMost(PATIENCE).until(() -> views().size() >= PEOPLE);
    await().atMost(PATIENCE).pollInterval(STILL).until(this::isStill);
    Map<String, String> before = told();
    int filled =
        given().post("/v1/projections").then().statusCode(202).extract().path("projection");
    made.add(filled);
    await()
        .atMost(PATIENCE)
        .until(() -> versions().getBoolean("find{it.projection==" + filled + "}.caughtUp"));
    // Nobody fills it.
    int behind = blocking(() -> versions.create(TENANT));
    made.add(behind);
    given()
        .post("/v1/projections/" + behind + "/switch")
        .then()
        .statusCode(409)
        .body("detail", containsString("is not level with the log"));
    // Nor where another process has thought it level.
    AssertionError refused =
        assertThrows(AssertionError.class, () -> blocking(() -> switching.to(TENANT, behind, 1)));
    assertInstanceOf(ProjectionSwitchException.class, refused.getCause());
    assertEquals(1, given().get("/v1/projections").jsonPath().getInt("live"));
    assertEquals(before, told());
    awaitFolded(append(1, 5));
    await().atMost(PATIENCE).until(() -> !told().equals(before));
  }

  private static JsonPath versions() {
    return given().get("/v1/projections").jsonPath().setRootPath("versions");
  }

  private boolean isStill() {
    Map<String, String> before = last;
    last = told();
    return last.equals(before);
  }

  private List<String> views() {
    return redis.key().keys("view:*" + people + "*");
  }

  /** The ends of the topics that others read, and what the cache holds of this test's people. */
  private Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    try (PulsarClient client = client()) {
      for (Topics topic : List.of(Topics.INTEREST_PROFILES, Topics.INTEREST_PROJECTIONS)) {
        for (String partition : client.getPartitionsForTopic(topic.of(TENANT)).join()) {
          told.put(partition, end(client, partition));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (String key : views()) {
      told.put(key, Base64.getEncoder().encodeToString(redis.execute("DUMP", key).toBytes()));
    }
    return told;
  }

  private static String end(PulsarClient client, String partition) throws IOException {
    try (Reader<byte[]> reader =
        client.newReader().topic(partition).startMessageId(MessageId.latest).create()) {
      return reader.getLastMessageIds().toString();
    }
  }
}
