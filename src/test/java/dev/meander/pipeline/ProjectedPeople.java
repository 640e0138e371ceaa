package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import dev.meander.projection.ProfileStore;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;

/** People of each test's own, their events in the log, and what is projected of them. */
abstract class ProjectedPeople {

  static final TenantId TENANT = new TenantId("default");
  static final Duration PATIENCE = Duration.ofMinutes(5);

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject ProfileStore store;

  String people = "";

  @BeforeEach
  void peopleOfTheirOwn() {
    people = "pipeline-" + UUID.randomUUID() + "-";
  }

  Map<PersonId, List<EventEnvelope>> append(int howMany, int eventsEach) {
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

  static EventEnvelope of(EventEnvelope event, PersonId person) {
    return new EventEnvelope(
        TENANT, event.eventId(), person, event.occurredAt(), null, null, Map.of(), event.event());
  }

  void awaitFolded(Map<PersonId, List<EventEnvelope>> histories) {
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

  Optional<ProfileAt> current(PersonId person) {
    return blocking(
        () -> store.current(TENANT, person).onFailure().recoverWithItem(Optional.empty()));
  }

  static PulsarClient client() throws PulsarClientException {
    return PulsarClient.builder()
        .serviceUrl(ConfigProvider.getConfig().getValue("pulsar.client.serviceUrl", String.class))
        .build();
  }

  void assertSaysNothing(Message<byte[]> message) {
    String shown = message.getKey() + new String(message.getValue(), StandardCharsets.ISO_8859_1);
    assertFalse(shown.contains(people), shown);
  }

  static <T> T blocking(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
