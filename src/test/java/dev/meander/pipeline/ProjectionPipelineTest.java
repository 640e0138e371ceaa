package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.log.Topics;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.Sealer;
import dev.meander.projection.ProfileSchema;
import dev.meander.projection.PublishedProfile;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.junit.jupiter.api.Test;

/** From the log into the read model and out again, over a real broker and database. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ProjectionPipelineTest extends ProjectedPeople {

  @Inject Sealer sealer;
  @Inject AgroalDataSource database;

  @Test
  void whatIsAppendedIsFoldedPublishedAndAcknowledged() throws PulsarClientException {
    try (PulsarClient client = client();
        Consumer<byte[]> topic = profiles(client);
        TopicSubscription subscription = TopicSubscription.ofTheProjector()) {
      Map<PersonId, List<EventEnvelope>> histories = append(20, 60);
      awaitFolded(histories);
      Map<PersonId, PublishedProfile> published = new HashMap<>();
      Map<PersonId, String> keys = new HashMap<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                Message<byte[]> message = topic.receive(1, TimeUnit.SECONDS);
                if (message != null) {
                  PublishedProfile profile = opened(message);
                  published.put(profile.personId(), profile);
                  keys.merge(
                      profile.personId(),
                      message.getKey(),
                      (one, other) -> {
                        assertEquals(one, other, "a person has one key");
                        return one;
                      });
                  assertSaysNothing(message);
                }
                return histories.keySet().stream()
                    .allMatch(
                        person ->
                            published.containsKey(person)
                                && published.get(person).read().equals(current(person)));
              });
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
    }
  }

  @Test
  void aDatabaseThatCutsEveryConnectionLosesNothing() throws SQLException {
    Map<PersonId, List<EventEnvelope>> first = append(20, 60);
    for (int cut = 0; cut < 5; cut++) {
      cutConnections();
      first.putAll(append(5, 30));
    }
    awaitFolded(first);
  }

  @Test
  void aMessageThatIsNoEventIsPutAsideAndTheRestFlowsOn()
      throws PulsarClientException, SQLException {
    String key = people + "poisoned";
    try (PulsarClient client = client();
        Producer<byte[]> producer =
            client.newProducer().topic("persistent://meander/default/behavior-events").create()) {
      assertTrue(
          producer
                  .newMessage()
                  .key(key)
                  .value("{\"v\":1,\"ten".getBytes(StandardCharsets.UTF_8))
                  .send()
              != null);
    }
    awaitFolded(append(4, 10));
    await().atMost(PATIENCE).until(() -> deadLetters(key) == 1);
  }

  private void cutConnections() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement cut =
            connection.prepareStatement(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and datname = current_database()")) {
      assertTrue(cut.execute());
    }
  }

  private long deadLetters(String key) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("select count(*) from dead_letter where person_key = ?")) {
      query.setString(1, key);
      try (ResultSet rows = query.executeQuery()) {
        assertTrue(rows.next());
        return rows.getLong(1);
      }
    }
  }

  private PublishedProfile opened(Message<byte[]> message) {
    byte[] sealed = message.getValue();
    Opener opener =
        blocking(() -> sealer.opener(TENANT, Topics.INTEREST_PROFILES, List.of(sealed)));
    return new ProfileSchema()
        .decode(assertInstanceOf(Opened.Plain.class, opener.open(sealed)).bytes());
  }

  private static Consumer<byte[]> profiles(PulsarClient client) throws PulsarClientException {
    return client
        .newConsumer(Schema.BYTES)
        .topic("persistent://meander/default/interest-profiles")
        .subscriptionName("test-" + UUID.randomUUID())
        .subscriptionInitialPosition(SubscriptionInitialPosition.Latest)
        .subscribe();
  }
}
