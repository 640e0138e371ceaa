package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.log.LogArchive;
import dev.meander.log.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerEventListener;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who acts while everybody's view is made anew does not wait for the others. The renewal is held up
 * in its midst by a scorer that has taken all partitions but one and stands still.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(OvertakenRenewalTest.FewAtATime.class)
class OvertakenRenewalTest extends MergedPeople {

  /** A shop of its own, of which a few people are under way at a time. */
  public static final class FewAtATime implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "meander.tenant", TENANT.value(),
          "meander.projection.renewed-per-second", "100",
          "meander.scorer.batch-bytes", "4K");
    }
  }

  private static final TenantId TENANT = new TenantId("overtaken");
  private static final int PEOPLE = 80;

  @Inject LogArchive archive;
  @Inject RenewalPace pace;

  private final List<AutoCloseable> held = new ArrayList<>();
  private int version;

  @AfterEach
  void theFirstServesAndTheOtherIsGone() throws Exception {
    letGo();
    await().atMost(PATIENCE).until(() -> switched(1));
    dropped(version);
  }

  @Test
  void who_acts_meanwhile_is_not_behind_those_who_are_left() throws Exception {
    // Whose turn it is goes by id: she comes last.
    String zoe = "zoe-" + run;
    List<String> people = IntStream.range(0, PEOPLE).mapToObj(i -> "ada-" + i + "-" + run).toList();
    people.forEach(person -> post(person, 1));
    post(zoe, 1);
    awaitModel(zoe);
    people.forEach(MergedPeople::awaitModel);
    version = rebuilt();
    holdUpTheScorerOfAllPartitionsBut(archive.partitionOf(zoe));

    await().atMost(PATIENCE).until(() -> switched(version));
    await().atMost(PATIENCE).until(() -> views().getInt("people") == PEOPLE + 1);
    await().atMost(PATIENCE).until(() -> !keepsUp());
    String place = event(zoe, "again").path("outcomes[0].position");
    await().atMost(PATIENCE).until(() -> isForetold(zoe, place));
    awaitPurchases(zoe, place, 2);
    for (int i = 0; i < 2; i++) {
      Instant told = told();
      await().atMost(PATIENCE).until(() -> !Objects.equals(told, told()));
    }
    JsonPath left = views();
    assertFalse(left.getBoolean("done"), left::prettify);
    assertTrue(left.getInt("renewed") < PEOPLE, left::prettify);

    letGo();
    await().atMost(PATIENCE).until(() -> views().getBoolean("done"));
    assertEquals(PEOPLE + 1, views().getInt("renewed"));
    awaitPurchases(zoe, place, 2);
  }

  /** By the model, from the event at that place on: what no fallback says. */
  private static boolean isForetold(String person, String place) {
    Response answer = given().get("/v1/people/" + person + "/migration?minPosition=" + place);
    return answer.statusCode() == 200 && "model".equals(answer.path("source"));
  }

  private boolean keepsUp() {
    return ProjectedPeople.blocking(() -> pace.keepsUp(TENANT));
  }

  private static JsonPath views() {
    return given().get("/v1/projections").jsonPath().setRootPath("views");
  }

  private static boolean switched(int to) {
    return given().post("/v1/projections/" + to + "/switch").statusCode() == 200;
  }

  /** When the renewal said last that it is under way, and that much more; null once it is done. */
  private @Nullable Instant told() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select renewing_until from projection_pointer where tenant = ?")) {
      select.setString(1, TENANT.value());
      try (ResultSet row = select.executeQuery()) {
        assertTrue(row.next());
        OffsetDateTime until = row.getObject(1, OffsetDateTime.class);
        return until == null ? null : until.toInstant();
      }
    }
  }

  /** As a scorer of another process would that takes them over and dies without being missed. */
  private void holdUpTheScorerOfAllPartitionsBut(int free) throws Exception {
    PulsarClient client = ProjectedPeople.client();
    held.add(client);
    List<String> partitions =
        client.getPartitionsForTopic(Topics.INTEREST_PROFILES.of(TENANT)).get();
    for (int partition = 0; partition < partitions.size(); partition++) {
      if (partition != free) {
        Taken taken = new Taken();
        held.addFirst(taken.over(client, partitions.get(partition), partition));
        assertTrue(taken.turn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      }
    }
  }

  private void letGo() throws Exception {
    for (AutoCloseable one : held) {
      one.close();
    }
    held.clear();
  }

  /** Told when the broker gives the partition to this consumer. */
  private static final class Taken implements ConsumerEventListener {

    private static final long serialVersionUID = 1L;

    private final transient CountDownLatch turn = new CountDownLatch(1);

    /** Of two consumers in the order of their names the broker takes one by the partition. */
    Consumer<byte[]> over(PulsarClient client, String topic, int partition)
        throws PulsarClientException {
      return client
          .newConsumer()
          .topic(topic)
          .subscriptionName("scorer")
          .subscriptionType(SubscriptionType.Failover)
          .consumerName(partition % 2 == 0 ? "a" : "z")
          .consumerEventListener(this)
          .startPaused(true)
          .subscribe();
    }

    @Override
    public void becameActive(Consumer<?> consumer, int partitionId) {
      turn.countDown();
    }

    @Override
    public void becameInactive(Consumer<?> consumer, int partitionId) {}
  }
}
