package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ShopPopularity;
import dev.meander.projection.ParkingDecision.Act;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** The log of two people who act in turns; that of one of them is poisoned in the middle. */
abstract class PoisonedLog {

  static final PersonId SICK = new PersonId("sick");
  static final PersonId WELL = new PersonId("well");
  static final int EVENTS = 40;
  static final int BAD = 15;

  /** No table has a place for that year. */
  static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE / 2);

  final TenantId tenant = new TenantId("k-" + UUID.randomUUID());
  final TenantId sound = new TenantId("l-" + UUID.randomUUID());
  List<Object> log = new ArrayList<>();
  final List<EventEnvelope> ofSick = new ArrayList<>();
  final List<EventEnvelope> ofWell = new ArrayList<>();

  abstract ProfileStore store();

  abstract <T> T await(Supplier<Uni<T>> work);

  /** What is put aside of whom the decision is about, before it. */
  abstract List<ParkedEntry> about(ParkingDecision decision);

  @BeforeEach
  void twoPeople() {
    log = new ArrayList<>();
    ofSick.clear();
    ofWell.clear();
    Histories.events(new Random(1), EVENTS, 12).forEach(e -> ofSick.add(of(e, tenant, SICK)));
    Histories.events(new Random(2), EVENTS, 12).forEach(e -> ofWell.add(of(e, tenant, WELL)));
  }

  interface Poison {
    Object at(int index);
  }

  void poisoned(Poison poison) {
    for (int i = 0; i < EVENTS; i++) {
      log.add(i == BAD ? poison.at(2 * i) : positioned(ofSick.get(i)));
      log.add(positioned(ofWell.get(i)));
    }
  }

  Object bad(int at) {
    return new DeadLetter(
        tenant,
        LogOf.position(0, at),
        Histories.START,
        SICK.value(),
        "NOT_JSON",
        "{".getBytes(StandardCharsets.UTF_8));
  }

  Object unfoldable(int at) {
    EventEnvelope event = ofSick.get(at / 2);
    return positioned(
        new EventEnvelope(
            tenant, new EventId("never-" + at), SICK, NEVER, null, null, Map.of(), event.event()),
        at);
  }

  Act mended(int index) {
    return new Act.Mend(
        ofSick.get(index), ofSick.get(index).eventId().value().getBytes(StandardCharsets.UTF_8));
  }

  /** What the bytes of an entry or of a decision say. */
  Reread reread(ParkedRow row) {
    String id = new String(row.toRead(), StandardCharsets.UTF_8);
    for (EventEnvelope event : ofSick) {
      if (event.eventId().value().equals(id)) {
        return new Reread.Fit(event);
      }
    }
    for (Object entry : log) {
      if (entry instanceof PositionedEvent event && event.envelope().eventId().value().equals(id)) {
        return new Reread.Fit(event.envelope());
      }
    }
    return new Reread.Unfit("NOT_JSON");
  }

  PositionedEvent positioned(EventEnvelope event) {
    return positioned(event, log.size());
  }

  static PositionedEvent positioned(EventEnvelope event, int at) {
    return new PositionedEvent(
        event,
        LogOf.position(0, at),
        Histories.START,
        event.personId().value(),
        event.eventId().value().getBytes(StandardCharsets.UTF_8));
  }

  ParkingDecision decide(int index, Act act, PersonId person) {
    return new ParkingDecision(
        tenant,
        LogOf.position(0, log.size()),
        Histories.START,
        person.value(),
        LogOf.position(0, 2 * index),
        person,
        act);
  }

  /** In batches of that many entries, each with at most one decision; the last one's result. */
  BatchResult apply(int from, int size) {
    BatchResult last = BatchResult.NOTHING;
    int next = from;
    while (next < log.size()) {
      int end = Math.min(log.size(), next + size);
      EventBatch batch = batch(log.subList(next, end));
      last = await(() -> store().apply(batch, Map.of()));
      next = end;
    }
    return last;
  }

  EventBatch batch(List<Object> entries) {
    List<PositionedEvent> events = new ArrayList<>();
    List<DeadLetter> letters = new ArrayList<>();
    List<ParkingDecision> decisions = new ArrayList<>();
    for (Object entry : entries) {
      switch (entry) {
        case PositionedEvent event -> events.add(event);
        case DeadLetter letter -> letters.add(letter);
        default -> decisions.add((ParkingDecision) entry);
      }
    }
    List<ParkedEntry> about = decisions.isEmpty() ? List.of() : about(decisions.getFirst());
    return new EventBatch(events, letters, List.of(), decisions, List.of(), about);
  }

  static ParkedTotals total(BatchResult result) {
    return result.parked().values().stream().reduce(ParkedTotals.NONE, ParkedTotals::plus);
  }

  ProfileAt current(PersonId person) {
    return await(() -> store().current(tenant, person)).orElseThrow();
  }

  void assertProfile(List<EventEnvelope> events, PersonId person) {
    InterestProfile expected =
        dev.meander.interest.ProfileSum.of(Histories.cells(events)).profile(tenant, person);
    assertEquals(expected, current(person).profile());
  }

  /** Of a shop in which all went well. */
  ShopPopularity popularityOf(List<EventEnvelope> events) {
    LogOf same = new LogOf(sound);
    for (EventEnvelope event : events) {
      PositionedEvent _ = same.append(event);
    }
    BatchResult _ = await(() -> store().apply(LogOf.batch(same.events()), Map.of()));
    return await(() -> store().popularity(sound));
  }

  static EventEnvelope of(EventEnvelope event, TenantId tenant, PersonId person) {
    return new EventEnvelope(
        tenant, event.eventId(), person, event.occurredAt(), null, null, Map.of(), event.event());
  }
}
