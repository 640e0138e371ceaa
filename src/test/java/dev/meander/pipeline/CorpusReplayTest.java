package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.interest.Histories;
import dev.meander.interest.ProfileSum;
import dev.meander.log.Corpus;
import dev.meander.log.LoggedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.junit.jupiter.api.Test;

/**
 * The corpus, replayed through a real log by the running service. What it comes to is recorded: a
 * change of the fold, as of the forms, shows here.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
class CorpusReplayTest extends ProjectedPeople {

  private static final Path RECORDED =
      RealServers.project().resolve("src/test/resources/golden/corpus-profile.hex");
  private static final PersonId PERSON = new PersonId("人-1");

  @Test
  void the_corpus_comes_to_the_same_profile_as_ever() throws IOException {
    List<EventEnvelope> events = new ArrayList<>();
    List<Corpus.Entry> withdrawals = new ArrayList<>();
    try (PulsarClient client = client();
        Producer<byte[]> producer =
            client.newProducer().topic("persistent://meander/default/behavior-events").create()) {
      for (Corpus.Entry entry : Corpus.entries()) {
        switch (codec.decode(entry.wire())) {
          case LoggedEvent.Decoded decoded when withdraws(decoded) -> withdrawals.add(entry);
          case LoggedEvent.Decoded decoded -> {
            events.add(decoded.envelope());
            assertNotNull(producer.newMessage().key(PERSON.value()).value(entry.wire()).send());
          }
          case LoggedEvent.Decision _, LoggedEvent.Erasure _ ->
              assertNotNull(producer.newMessage().key(PERSON.value()).value(entry.wire()).send());
          case LoggedEvent.Undecodable bad ->
              throw new AssertionError(entry + " is not read: " + bad.detail());
        }
      }
    }
    ProfileSum sum = ProfileSum.of(Histories.cells(events));
    String hex = HexFormat.of().formatHex(sum.toBytes());
    if (Boolean.getBoolean("golden.write") && Files.notExists(RECORDED)) {
      Files.writeString(RECORDED, hex + "\n");
    }
    assertEquals(Files.readString(RECORDED).strip(), hex);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                current(PERSON)
                    .map(found -> found.profile().eventCount() == events.size())
                    .orElse(false));
    assertEquals(sum.profile(TENANT, PERSON), current(PERSON).orElseThrow().profile());
    // After a withdrawal there is nothing left to compare: they come last.
    assertFalse(withdrawals.isEmpty());
    try (PulsarClient client = client();
        Producer<byte[]> producer =
            client.newProducer().topic("persistent://meander/default/behavior-events").create()) {
      for (Corpus.Entry entry : withdrawals) {
        assertNotNull(producer.newMessage().key(PERSON.value()).value(entry.wire()).send());
      }
    }
    await()
        .atMost(PATIENCE)
        .until(() -> current(PERSON).map(found -> found.profile().eventCount() == 0).orElse(true));
  }

  private static boolean withdraws(LoggedEvent.Decoded decoded) {
    return decoded.envelope().event() instanceof BehaviorEvent.ConsentChanged consent
        && !consent.granted();
  }
}
