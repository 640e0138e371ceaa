package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import dev.meander.projection.ProfileSchema;
import dev.meander.projection.ProfileStore;
import dev.meander.projection.PublishedProfile;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the log into the read model and out again, over a real broker and database. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ProjectionPipelineTest {

  private static final TenantId TENANT = new TenantId("default");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject ProfileStore store;
  @Inject AgroalDataSource database;

  private String people = "";

  @BeforeEach
  void peopleOfTheirOwn() {
    people = "pipeline-" + UUID.randomUUID() + "-";
  }

  @Test
  void whatIsAppendedIsFoldedPublishedAndAcknowledged() throws PulsarClientException {
    try (PulsarClient client = client();
        Consumer<PublishedProfile> topic = profiles(client);
        ProjectorSubscription subscription = new ProjectorSubscription()) {
      Map<PersonId, List<EventEnvelope>> histories = append(20, 60);
      awaitFolded(histories);
      Map<PersonId, PublishedProfile> published = new HashMap<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                Message<PublishedProfile> message = topic.receive(1, TimeUnit.SECONDS);
                if (message != null) {
                  published.put(message.getValue().personId(), message.getValue());
                  assertEquals(message.getKey(), message.getValue().personId().value());
                }
                return histories.keySet().stream()
                    .allMatch(
                        person ->
                            published.containsKey(person)
                                && published.get(person).read().equals(current(person).get()));
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

  private Map<PersonId, List<EventEnvelope>> append(int howMany, int eventsEach) {
    Map<PersonId, List<EventEnvelope>> histories = new HashMap<>();
    List<LoggedEvent.Decoded> all = new ArrayList<>();
    Random random = new Random(1);
    for (int p = 0; p < howMany; p++) {
      PersonId person = new PersonId(people + UUID.randomUUID());
      List<EventEnvelope> events = new ArrayList<>();
      for (EventEnvelope event : Histories.events(new Random(p), eventsEach, 20)) {
        events.add(
            new EventEnvelope(
                TENANT,
                event.eventId(),
                person,
                event.occurredAt(),
                null,
                null,
                Map.of(),
                event.event()));
      }
      histories.put(person, events);
      events.forEach(event -> all.add(codec.encode(event)));
    }
    Collections.shuffle(all, random);
    assertEquals(all.size(), blocking(() -> log.append(all)).size());
    return histories;
  }

  private void awaitFolded(Map<PersonId, List<EventEnvelope>> histories) {
    histories.forEach(
        (person, events) -> {
          await()
              .atMost(PATIENCE)
              .until(
                  () ->
                      current(person)
                          .map(found -> found.profile().eventCount() == events.size())
                          .orElse(false));
          assertEquals(
              ProfileSum.of(Histories.cells(events)).profile(TENANT, person),
              current(person).orElseThrow().profile());
        });
  }

  private Optional<ProfileAt> current(PersonId person) {
    return blocking(
        () -> store.current(TENANT, person).onFailure().recoverWithItem(Optional.empty()));
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

  private static PulsarClient client() throws PulsarClientException {
    return PulsarClient.builder()
        .serviceUrl(ConfigProvider.getConfig().getValue("pulsar.client.serviceUrl", String.class))
        .build();
  }

  private static Consumer<PublishedProfile> profiles(PulsarClient client)
      throws PulsarClientException {
    return client
        .newConsumer(new ProfileSchema())
        .topic("persistent://meander/default/interest-profiles")
        .subscriptionName("test-" + UUID.randomUUID())
        .subscriptionInitialPosition(SubscriptionInitialPosition.Latest)
        .subscribe();
  }

  private static <T> T blocking(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
