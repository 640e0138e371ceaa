package dev.meander.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import dev.meander.event.TenantId;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.sample.WireForm;
import dev.meander.log.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the generator writes, the intake takes, and understands as it was meant. */
class SampleStreamIsTakenTest {

  private static final TenantId TENANT = new TenantId("default");

  /** What rare people do, and what the operator does, need not be among the first thousands. */
  private static final Set<EventKind> RARE =
      EnumSet.of(EventKind.CONSENT_CHANGED, EventKind.PERSON_MERGED, EventKind.PERSON_ERASED);

  private final BodyReader reader =
      new BodyReader(
          new EventCodec(),
          IngestSettings.defaults(),
          Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC),
          TENANT.value());

  @Test
  void not_one_line_of_thousands_is_refused() {
    var settings = new SampleSettings(TENANT, 120, 60, 7, LocalDate.of(2024, 1, 1));
    List<EventEnvelope> sent = new SampleStream(settings).stream().limit(8000).toList();
    Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
    for (EventEnvelope event : sent) {
      kinds.add(event.kind());
      String line = WireForm.line(event);
      var taken = reader.json(line.getBytes(StandardCharsets.UTF_8)).getFirst();
      switch (taken) {
        case Candidate.Valid(var decoded, var pointer) ->
            assertEquals(event, decoded.envelope(), line);
        case Candidate.Refused refused -> throw new AssertionError(refused + " " + line);
      }
    }
    assertEquals(8000, sent.size());
    kinds.removeAll(RARE);
    assertEquals(EnumSet.complementOf(EnumSet.copyOf(RARE)), kinds);
  }

  @Test
  void a_whole_body_of_lines_is_taken() {
    var settings = new SampleSettings(TENANT, 50, 10, 11, LocalDate.of(2024, 1, 1));
    List<String> lines =
        new SampleStream(settings).stream().limit(500).map(WireForm::line).toList();
    String body = lines.stream().collect(Collectors.joining(",", "[", "]"));
    List<Candidate> taken = reader.json(body.getBytes(StandardCharsets.UTF_8));
    assertEquals(500, taken.size());
    assertEquals(500, taken.stream().filter(Candidate.Valid.class::isInstance).count());
  }
}
