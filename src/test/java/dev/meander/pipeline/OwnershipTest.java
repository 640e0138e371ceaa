package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who reads which part of the log from where, over a real broker and database. */
@QuarkusTest
@WithTestResource(RealServers.class)
class OwnershipTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int EVENTS = 3;

  @Inject AgroalDataSource database;
  @Inject MeterRegistry meters;

  private final List<String> people =
      IntStream.range(0, 8).mapToObj(i -> "owned-" + i + "-" + UUID.randomUUID()).toList();

  @BeforeEach
  void somebodyIsThere() {
    people.forEach(person -> post(person, 0, EVENTS));
    awaitViews(EVENTS);
  }

  @Test
  void aCursorThatWasSetBackCostsNothingAndIsCaughtUp() {
    try (TopicSubscription subscription = TopicSubscription.ofTheProjector()) {
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
      double folded = events("folded");
      subscription.rewind();
      people.forEach(person -> post(person, EVENTS, EVENTS + 1));
      awaitViews(EVENTS + 1);
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
      assertEquals(people.size(), events("folded") - folded);
    }
  }

  @Test
  void aCursorAheadOfARestoredDatabaseSkipsNothing() throws SQLException {
    try (TopicSubscription subscription = TopicSubscription.ofTheProjector()) {
      for (String table :
          List.of(
              "day_cell",
              "interest_profile",
              "demand_fact",
              "category_count",
              "dead_letter",
              "parked_person",
              "erasure_applied",
              "log_position")) {
        sql("delete from " + table + " where tenant = 'default'");
      }
      subscription.skipAll();
      subscription.handOver();
      for (String person : people) {
        await().atMost(PATIENCE).until(() -> cells(person) > 0);
      }
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
      people.forEach(person -> post(person, EVENTS, EVENTS + 1));
      awaitViews(EVENTS + 1);
    }
  }

  @Test
  void whatWasStoredButPerhapsNotPublishedIsPublishedAgain()
      throws SQLException, PulsarClientException {
    try (TopicSubscription subscription = TopicSubscription.ofTheProjector();
        PulsarClient client =
            PulsarClient.builder()
                .serviceUrl(
                    ConfigProvider.getConfig().getValue("pulsar.client.serviceUrl", String.class))
                .build()) {
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
      try (Consumer<byte[]> topic =
          client
              .newConsumer(Schema.BYTES)
              .topic("persistent://meander/default/interest-profiles")
              .subscriptionName("test-" + UUID.randomUUID())
              .subscriptionInitialPosition(SubscriptionInitialPosition.Latest)
              .subscribe()) {
        double folded = events("folded");
        sql(
            "update log_position set published_ledger_id = -1, published_entry_id = -1,"
                + " published_batch_index = -1 where tenant = 'default'");
        subscription.handOver();
        Message<byte[]> message = topic.receive(60, TimeUnit.SECONDS);
        assertTrue(message != null, "no profile was published");
        await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
        assertEquals(folded, events("folded"));
        assertTrue(events("already_applied") > 0);
      }
    }
  }

  @Test
  void anOwnerWhomSomebodyElseFencedStoresNothingUntilItIsItsTurnAgain() throws SQLException {
    double fenced = meters.get("meander.projection.fenced").counter().count();
    sql("update log_position set epoch = epoch + 1 where tenant = 'default'");
    people.forEach(person -> post(person, EVENTS, EVENTS + 2));
    await()
        .atMost(PATIENCE)
        .until(() -> meters.get("meander.projection.fenced").counter().count() > fenced);
    awaitViews(EVENTS + 2);
  }

  private double events(String outcome) {
    return meters.get("meander.projection.events").tag("outcome", outcome).counter().count();
  }

  private void awaitViews(int howMany) {
    for (String person : people) {
      await().atMost(PATIENCE).until(() -> views(person) == howMany);
    }
  }

  private static int views(String person) {
    var answer = given().get("/v1/people/" + person + "/interests");
    return answer.statusCode() == 200 ? answer.path("counts.item_viewed") : 0;
  }

  private int cells(String person) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from day_cell where person_id = '" + person + "'")) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement changing = connection.createStatement()) {
      assertTrue(changing.executeUpdate(statement) >= 0);
    }
  }

  private static void post(String person, int from, int to) {
    String events =
        IntStream.range(from, to)
            .mapToObj(
                i ->
                    """
                    {"eventId":"%1$s-%2$d","personId":"%1$s","kind":"item_viewed",
                     "occurredAt":"2025-03-01T12:00:0%2$dZ","item":{"id":"i","category":["a","b"]}}"""
                        .formatted(person, i))
            .toList()
            .toString();
    given().contentType("application/json").body(events).post("/v1/events").then().statusCode(202);
  }
}
