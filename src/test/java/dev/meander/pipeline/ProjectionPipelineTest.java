package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import dev.meander.log.Topics;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.Sealer;
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
import org.apache.pulsar.client.api.Schema;
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
  @Inject Sealer sealer;
  @Inject AgroalDataSource database;

  private String people = "";

  @BeforeEach
  void peopleOfTheirOwn() {
    people = "pipeline-" + UUID.randomUUID() + "-";
  }

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
                                && published.get(person).read().equals(current(person).get()));
              });
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
    }
  }

  @Test
  void nothingReadableAboutAPersonStandsInTheLog() throws PulsarClientException {
    try (PulsarClient client = client();
        Consumer<byte[]> log =
            client
                .newConsumer(Schema.BYTES)
                .topic("persistent://meander/default/behavior-events")
                .subscriptionName("test-" + UUID.randomUUID())
                .subscriptionInitialPosition(SubscriptionInitialPosition.Latest)
                .subscribe()) {
      Map<PersonId, List<EventEnvelope>> histories = append(3, 20);
      Map<String, Integer> byKey = new HashMap<>();
      while (byKey.values().stream().mapToInt(Integer::intValue).sum() < 60) {
        Message<byte[]> message = log.receive(30, TimeUnit.SECONDS);
        assertNotNull(message, "60 events were appended, these are read: " + byKey);
        assertSaysNothing(message);
        byKey.merge(message.getKey(), 1, Integer::sum);
      }
      assertEquals(List.of(20, 20, 20), List.copyOf(byKey.values()));
      awaitFolded(histories);
    }
  }

  @Test
  void whatWasWrittenInClearByAnEarlierVersionIsFoldedWithWhatIsSealedNow()
      throws PulsarClientException {
    PersonId person = new PersonId(people + "of-both-times");
    List<EventEnvelope> events = new ArrayList<>();
    for (EventEnvelope event : Histories.events(new Random(7), 20, 20)) {
      events.add(of(event, person));
    }
    try (PulsarClient client = client();
        Producer<byte[]> producer =
            client.newProducer().topic("persistent://meander/default/behavior-events").create()) {
      for (EventEnvelope event : events.subList(0, 10)) {
        byte[] plain = codec.encode(event).wire();
        assertNotNull(producer.newMessage().key(person.value()).value(plain).send());
      }
    }
    awaitFolded(Map.of(person, events.subList(0, 10)));
    var later = events.subList(10, 20).stream().map(codec::encode).toList();
    assertEquals(10, blocking(() -> log.append(later)).size());
    awaitFolded(Map.of(person, events));
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
        events.add(of(event, person));
      }
      histories.put(person, events);
      events.forEach(event -> all.add(codec.encode(event)));
    }
    Collections.shuffle(all, random);
    assertEquals(all.size(), blocking(() -> log.append(all)).size());
    return histories;
  }

  private static EventEnvelope of(EventEnvelope event, PersonId person) {
    return new EventEnvelope(
        TENANT, event.eventId(), person, event.occurredAt(), null, null, Map.of(), event.event());
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

  private PublishedProfile opened(Message<byte[]> message) {
    byte[] sealed = message.getValue();
    Opener opener =
        blocking(() -> sealer.opener(TENANT, Topics.INTEREST_PROFILES, List.of(sealed)));
    return new ProfileSchema()
        .decode(assertInstanceOf(Opened.Plain.class, opener.open(sealed)).bytes());
  }

  private void assertSaysNothing(Message<byte[]> message) {
    String shown = message.getKey() + new String(message.getValue(), StandardCharsets.ISO_8859_1);
    assertFalse(shown.contains(people), shown);
  }

  private static Consumer<byte[]> profiles(PulsarClient client) throws PulsarClientException {
    return client
        .newConsumer(Schema.BYTES)
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
