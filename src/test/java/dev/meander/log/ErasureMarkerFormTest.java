package dev.meander.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.meander.event.CategoryPath;
import dev.meander.event.RetainedFacts;
import dev.meander.event.TenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasureMarkerFormTest {

  private static final Path GOLDEN =
      Path.of(
          System.getProperty("meander.basedir", ""),
          "src/test/resources/golden/events/v3-person_erased.json");

  private static final ErasureMarker MARKER =
      new ErasureMarker(
          new TenantId("default"),
          new UUID(1, 2),
          new UUID(3, 4),
          Instant.parse("2025-03-01T10:00:00.123Z"),
          new RetainedFacts(
              List.of(
                  new RetainedFacts.Demand(
                      LocalDate.of(2025, 2, 1),
                      CategoryPath.of("beauty", "口红"),
                      "CNY",
                      2,
                      new BigDecimal("59.80"),
                      1,
                      new BigDecimal("29.90")),
                  new RetainedFacts.Demand(
                      LocalDate.of(2025, 2, 2), null, "", 1, BigDecimal.ZERO, 0, BigDecimal.ZERO)),
              List.of(new RetainedFacts.Visits(CategoryPath.of("beauty"), 7))));

  private final EventCodec codec = new EventCodec();

  @Test
  void a_marker_is_written_and_read_as_its_golden_file_says() throws IOException {
    byte[] wire = codec.encode(MARKER);
    if (Boolean.getBoolean("golden.write") && Files.notExists(GOLDEN)) {
      Files.write(GOLDEN, wire);
    }
    assertEquals(Files.readString(GOLDEN), new String(wire, UTF_8));
    var read =
        assertInstanceOf(LoggedEvent.Erasure.class, codec.decode(Files.readAllBytes(GOLDEN)));
    assertEquals(MARKER, read.marker());
  }

  @Test
  void what_is_no_marker_says_so() {
    assertEquals(UndecodableReason.INVALID_VALUE, reason("{\"v\":3}"));
    assertEquals(UndecodableReason.NOT_JSON, reason("{\"v\":3,"));
    assertEquals(
        UndecodableReason.INVALID_VALUE,
        reason(new String(codec.encode(MARKER), UTF_8).replace("2025-02-01", "yesterday")));
  }

  private UndecodableReason reason(String wire) {
    return assertInstanceOf(LoggedEvent.Undecodable.class, codec.decode(wire.getBytes(UTF_8)))
        .reason();
  }
}
