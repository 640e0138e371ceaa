package dev.meander.launcher.sample;

import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.LocalDate;
import java.util.List;

/** A year of 300 people, made once for the tests that look at it. */
final class SampleYear {

  private static final long SEED = 7;

  static final List<EventEnvelope> EVENTS =
      new SampleStream(
              new SampleSettings(new TenantId("default"), 300, 366, SEED, LocalDate.of(2024, 1, 1)))
          .stream().toList();

  static final List<EventEnvelope> OF_PEOPLE =
      EVENTS.stream().filter(event -> !isBot(event.personId())).toList();

  private SampleYear() {}

  static boolean isBot(PersonId person) {
    return PersonStream.isBot(SEED, Integer.parseInt(person.value().substring(2)));
  }
}
