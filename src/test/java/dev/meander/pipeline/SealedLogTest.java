package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.interest.Histories;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

/** What others may read in the log, and what an earlier version wrote there. */
@QuarkusTest
@WithTestResource(RealServers.class)
class SealedLogTest extends ProjectedPeople {

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
}
