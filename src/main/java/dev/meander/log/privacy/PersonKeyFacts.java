package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** What is known of a person's key, without the key. Never blocks; any thread. */
@Singleton
public final class PersonKeyFacts {

  private static final String FIND =
      """
      select key_id, pseudonym, master_id, created_at, erasure is not null as erasing
      from person_key where tenant = $1 and lookup = $2""";

  private final Statements statements;
  private final KeyRing ring;

  @Inject
  PersonKeyFacts(Statements statements, KeyRing ring) {
    this.statements = statements;
    this.ring = ring;
  }

  /**
   * @param pseudonym the key of the person's messages
   * @param masterKey which master key wraps; empty where the key is destroyed
   * @param erasing whether an erasure is under way
   */
  public record Facts(
      KeyId id, String pseudonym, Optional<String> masterKey, Instant createdAt, boolean erasing) {}

  /** Empty where nothing was ever sealed for the person. */
  public Uni<Optional<Facts>> of(TenantId tenant, PersonId person) {
    if (ring.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return ring.lookup(tenant)
        .chain(
            lookup ->
                statements.run(FIND, tenant.value(), Buffer.buffer(lookup.of(tenant, person))))
        .map(
            rows -> {
              var row = rows.iterator();
              if (!row.hasNext()) {
                return Optional.empty();
              }
              var found = row.next();
              return Optional.of(
                  new Facts(
                      KeyId.of(found.getUUID("key_id")),
                      found.getString("pseudonym"),
                      Optional.ofNullable(found.getString("master_id")),
                      found.getOffsetDateTime("created_at").toInstant(),
                      found.getBoolean("erasing")));
            });
  }
}
