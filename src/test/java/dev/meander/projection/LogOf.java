package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A log in memory: seeded events of some people, in the order in which the log took them. */
final class LogOf {

  private static final Instant APPENDED = Instant.parse("2025-06-01T00:00:00Z");
  private static final int BATCHED = 10;

  private final TenantId tenant;
  private final List<PositionedEvent> events = new ArrayList<>();

  LogOf(TenantId tenant) {
    this.tenant = tenant;
  }

  /** People in two partitions, each with a history of that many events, interleaved. */
  static LogOf people(TenantId tenant, int people, int eventsEach, long seed) {
    RandomGenerator random = new Random(seed);
    List<EventEnvelope> all = new ArrayList<>();
    for (int p = 0; p < people; p++) {
      for (EventEnvelope event : Histories.events(new Random(seed * 1_000 + p), eventsEach, 12)) {
        all.add(of(event, tenant, "p" + p));
      }
    }
    LogOf log = new LogOf(tenant);
    while (!all.isEmpty()) {
      PositionedEvent _ = log.append(all.remove(random.nextInt(all.size())));
    }
    return log;
  }

  static EventEnvelope of(EventEnvelope event, TenantId tenant, String person) {
    return new EventEnvelope(
        tenant,
        event.eventId(),
        new PersonId(person),
        event.occurredAt(),
        event.source(),
        event.sessionId(),
        event.context(),
        event.event());
  }

  /** The partition goes by the person, the position by the order of appending. */
  PositionedEvent append(EventEnvelope event) {
    int partition = Math.floorMod(event.personId().hashCode(), 2);
    PositionedEvent positioned =
        new PositionedEvent(
            of(event, tenant, event.personId().value()),
            position(partition, events.size()),
            APPENDED.plusMillis(events.size()),
            event.personId().value(),
            event.eventId().value().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    events.add(positioned);
    return positioned;
  }

  List<PositionedEvent> events() {
    return events;
  }

  List<PositionedEvent> of(String person) {
    return events.stream()
        .filter(event -> event.envelope().personId().value().equals(person))
        .toList();
  }

  static LogPosition position(int partition, int n) {
    return new LogPosition(partition, 7, n / BATCHED, n % BATCHED);
  }

  static EventBatch batch(List<PositionedEvent> events) {
    return EventBatch.of(events);
  }
}
