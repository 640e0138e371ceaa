package dev.meander.launcher.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import dev.meander.log.ErasureMarker;
import dev.meander.log.EventCodec;
import dev.meander.log.Topics;
import dev.meander.log.privacy.KeyReader;
import dev.meander.log.privacy.MasterKeys;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.SealWriter;
import dev.meander.log.privacy.Sealers;
import dev.meander.projection.PersonFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogFoldTest {

  private static final TenantId TENANT = new TenantId("shop");
  private static final PersonId ADA = new PersonId("ada");
  private static final PersonId BOB = new PersonId("bob");

  private final EventCodec codec = new EventCodec();

  private static List<EventEnvelope> events(PersonId person, int seed) {
    List<EventEnvelope> events = new ArrayList<>();
    for (EventEnvelope event : Histories.events(new Random(seed), 200, 10)) {
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
    return events;
  }

  @Test
  void a_log_in_which_somebody_was_erased_comes_to_the_same_demand_visits_and_cells_of_others() {
    Opener keyless =
        new KeyReader(MasterKeys.parse(MasterKeys.generate("m1")), TENANT)
            .opener(Topics.BEHAVIOR_EVENTS);
    LogFold before = new LogFold(TENANT, Set.of(ADA));
    LogFold after = new LogFold(TENANT, Set.of(ADA));
    LogFold withAda = new LogFold(TENANT, Set.of(BOB));
    PersonFacts facts = new PersonFacts(TENANT);
    SealWriter seals =
        Sealers.sealing()
            .writer(TENANT, Topics.BEHAVIOR_EVENTS, Set.of(ADA))
            .await()
            .indefinitely();
    UUID key = new UUID(0, 0);
    for (EventEnvelope event : events(ADA, 1)) {
      byte[] plain = codec.encode(event).wire();
      before.take(new Opened.Plain(plain), Histories.START);
      withAda.take(new Opened.Plain(plain), Histories.START);
      Opened gone = keyless.open(seals.seal(ADA, plain).orElseThrow().bytes());
      key = assertInstanceOf(Opened.Erased.class, gone).key().uuid();
      after.take(gone, Histories.START);
      facts.add(event, Histories.START);
    }
    for (EventEnvelope event : events(BOB, 2)) {
      before.take(new Opened.Plain(codec.encode(event).wire()), Histories.START);
      after.take(new Opened.Plain(codec.encode(event).wire()), Histories.START);
    }
    byte[] marker =
        codec.encode(
            new ErasureMarker(TENANT, new UUID(1, 1), key, Histories.START, facts.facts()));
    after.take(new Opened.Plain(marker), Histories.START);
    after.take(new Opened.Plain(marker), Histories.START);
    before.endPartition();
    after.endPartition();
    withAda.endPartition();

    assertEquals(before.tables(), after.tables());
    assertNotEquals(0, before.tables().getFirst().rows());
    assertNotEquals(before.tables().get(1), withAda.tables().get(1));
    assertEquals(List.of(200L, 0L), List.of(before.ofLeftOut(), before.unreadable(key)));
    assertEquals(List.of(0L, 200L), List.of(after.ofLeftOut(), after.unreadable(key)));
    assertEquals(402, after.entries());
  }

  @Test
  void what_is_no_event_is_counted_and_not_replayed() {
    LogFold fold = new LogFold(TENANT, Set.of(ADA));
    fold.take(new Opened.Plain(new byte[] {'{'}), Histories.START);
    fold.endPartition();
    assertEquals(1, fold.putAside());
    assertEquals(0, fold.tables().getFirst().rows());
  }
}
