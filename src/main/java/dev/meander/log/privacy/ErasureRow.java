package dev.meander.log.privacy;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.Erasure.Step;
import dev.meander.log.privacy.MasterKeys.Wrapped;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code erasure}, with the keys that name the person. Any thread. */
final class ErasureRow {

  private final KeyRing ring;

  ErasureRow(KeyRing ring) {
    this.ring = ring;
  }

  Erasure erasure(TenantId tenant, Row row) {
    String marker = row.getString("marker");
    Buffer receipt = row.getBuffer("receipt");
    return new Erasure(
        tenant,
        row.getUUID("erasure_id"),
        KeyId.of(row.getUUID("key_id")),
        row.getString("pseudonym"),
        row.getBuffer("wrapped") == null ? null : personOf(tenant, row),
        row.getString("commitment"),
        Step.valueOf(row.getString("step")),
        row.getOffsetDateTime("requested_at").toInstant(),
        marker == null ? null : LogPosition.parse(marker),
        positions(row.getString("reach")),
        row.getUUID("leader"),
        row.getLong("events"),
        row.getLong("plain_events"),
        row.getBoolean("views_gone"),
        Duration.ofMillis(row.getLong("age")),
        Duration.ofMillis(row.getLong("since_destroyed")),
        receipt == null ? null : receipt.getBytes());
  }

  private static List<LogPosition> positions(@Nullable String text) {
    return text == null || text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(LogPosition::parse).toList();
  }

  PersonId personOf(TenantId tenant, Row row) {
    byte[] id = ring.masters().unwrap(Wrapped.of(row), purpose(tenant, row.getUUID("erasure_id")));
    return new PersonId(new String(id, StandardCharsets.UTF_8));
  }

  static String purpose(TenantId tenant, UUID id) {
    return "erasure\0" + tenant.value() + "\0" + id;
  }
}
