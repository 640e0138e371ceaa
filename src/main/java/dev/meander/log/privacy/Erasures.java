package dev.meander.log.privacy;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.MasterKeys.Wrapped;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The erasures of all time, and the steps of those under way. Each step may be taken again. Never
 * blocks; any thread; times are the database's.
 */
@Singleton
public final class Erasures {

  private final Statements database;
  private final KeyRing ring;
  private final PostgresPersonKeys keys;
  private final ErasedInClear inClear;
  private final ErasureRow read;

  @Inject
  Erasures(Statements database, KeyRing ring, PostgresPersonKeys keys, ErasedInClear inClear) {
    this.database = database;
    this.ring = ring;
    this.keys = keys;
    this.inClear = inClear;
    this.read = new ErasureRow(ring);
  }

  /**
   * What the one who asked is told.
   *
   * @param nonce ties the receipt to the person; null where the erasure was under way already
   */
  public record Requested(UUID id, @Nullable String nonce) {}

  /**
   * Begins to forget a person, of whom nothing need be known; joins an erasure that is under way.
   */
  public Uni<Requested> request(TenantId tenant, PersonId person) {
    return request(tenant, person, null);
  }

  /**
   * Begins to forget another name of the person of an erasure under way; where that is forgotten
   * already, or about to be, it does nothing.
   */
  public Uni<Void> requestAsWell(Erasure leader, PersonId name) {
    return led(leader)
        .chain(
            led ->
                led.stream().anyMatch(one -> name.equals(one.person()))
                    ? Uni.createFrom().voidItem()
                    : request(leader.tenant(), name, leader.id()).replaceWithVoid());
  }

  /** The erasures of the person's other names. */
  public Uni<List<Erasure>> led(Erasure leader) {
    return database
        .run(ErasureSql.LED_BY, leader.tenant().value(), leader.id())
        .map(
            rows -> {
              List<Erasure> led = new ArrayList<>();
              rows.forEach(row -> led.add(read.erasure(leader.tenant(), row)));
              return led;
            });
  }

  private Uni<Requested> request(TenantId tenant, PersonId person, @Nullable UUID leader) {
    UUID id = UUID.randomUUID();
    Commitment commitment = Commitment.to(person);
    Wrapped wrapped =
        ring.masters()
            .wrap(person.value().getBytes(StandardCharsets.UTF_8), ErasureRow.purpose(tenant, id));
    return keys.toWrite(tenant, Set.of(person))
        .chain(() -> ring.lookup(tenant))
        .chain(
            lookup -> {
              Buffer of = Buffer.buffer(lookup.of(tenant, person));
              return database
                  .run(
                      ErasureSql.REQUEST,
                      tenant.value(),
                      of,
                      id,
                      wrapped.masterId(),
                      Buffer.buffer(wrapped.bytes()),
                      commitment.hash(),
                      leader == null ? "" : leader.toString())
                  .chain(() -> database.run(ErasureSql.OF_PERSON, tenant.value(), of));
            })
        .chain(
            rows -> {
              RowIterator<Row> row = rows.iterator();
              if (!row.hasNext()) {
                // The one that was under way has just been completed.
                return request(tenant, person, leader);
              }
              UUID found = row.next().getUUID("erasure");
              return Uni.createFrom()
                  .item(new Requested(found, found.equals(id) ? commitment.nonce() : null));
            });
  }

  public Uni<Optional<Erasure>> find(TenantId tenant, UUID id) {
    return database
        .run(ErasureSql.BY_ID, tenant.value(), id)
        .map(
            rows -> {
              RowIterator<Row> row = rows.iterator();
              return row.hasNext()
                  ? Optional.of(read.erasure(tenant, row.next()))
                  : Optional.empty();
            });
  }

  /** Those that are not complete, the oldest first; at most a hundred. */
  public Uni<List<Erasure>> open(TenantId tenant) {
    return database
        .run(ErasureSql.OPEN, tenant.value())
        .map(
            rows -> {
              List<Erasure> open = new ArrayList<>();
              rows.forEach(row -> open.add(read.erasure(tenant, row)));
              return open;
            });
  }

  /** Who they are, of those that are not complete. */
  public Uni<Map<UUID, PersonId>> people(TenantId tenant, Set<UUID> ids) {
    return database
        .run(ErasureSql.PEOPLE, tenant.value(), ids.toArray(UUID[]::new))
        .map(
            rows -> {
              Map<UUID, PersonId> people = new HashMap<>();
              rows.forEach(
                  row -> people.put(row.getUUID("erasure_id"), read.personOf(tenant, row)));
              return people;
            });
  }

  /** Of entries, by the key that sealed them, the last before their person's marker, by erasure. */
  public Uni<Map<UUID, LogPosition>> before(TenantId tenant, Map<UUID, List<LogPosition>> byKey) {
    return database
        .run(ErasureSql.MARKERS, tenant.value(), byKey.keySet().toArray(UUID[]::new))
        .map(
            rows -> {
              Map<UUID, LogPosition> before = new HashMap<>();
              for (Row row : rows) {
                LogPosition marker = LogPosition.parse(row.getString("marker"));
                Objects.requireNonNull(byKey.get(row.getUUID("key_id"))).stream()
                    .filter(at -> at.partition() == marker.partition() && at.compareTo(marker) < 0)
                    .max(Comparator.naturalOrder())
                    .ifPresent(entry -> before.put(row.getUUID("erasure_id"), entry));
              }
              return before;
            });
  }

  /** The erasures under way of those pseudonyms. */
  public Uni<List<Erasure>> ofPseudonyms(TenantId tenant, Set<String> pseudonyms) {
    return database
        .run(ErasureSql.OF_PSEUDONYMS, tenant.value(), pseudonyms.toArray(String[]::new))
        .map(
            rows -> {
              List<Erasure> found = new ArrayList<>();
              rows.forEach(row -> found.add(read.erasure(tenant, row)));
              return found;
            });
  }

  /** Scoring has passed the person's end. */
  public Uni<Void> viewsGone(TenantId tenant, UUID id) {
    return database.run(ErasureSql.VIEWS_GONE, tenant.value(), id).replaceWithVoid();
  }

  /**
   * The log holds the marker.
   *
   * @param events of the person before it
   * @param plainEvents of these, those that were never sealed
   * @param reach see {@link Erasure#reach}
   */
  public Uni<Void> marked(
      Erasure erasure, LogPosition marker, long events, long plainEvents, List<LogPosition> reach) {
    Uni<Void> noted = plainEvents > 0 ? standsInClear(erasure) : Uni.createFrom().voidItem();
    return noted
        .chain(
            () ->
                database.run(
                    ErasureSql.MARKED,
                    erasure.tenant().value(),
                    erasure.id(),
                    marker.encode(),
                    events,
                    plainEvents,
                    reach.stream().map(LogPosition::encode).collect(Collectors.joining(" "))))
        .replaceWithVoid();
  }

  /**
   * Entries of the person in the log were never sealed; from the next step on they are passed over.
   */
  public Uni<Void> standsInClear(Erasure erasure) {
    return inClear.note(
        erasure,
        Objects.requireNonNull(erasure.person()),
        Objects.requireNonNull(erasure.pseudonym()));
  }

  /** Destroys the key: what it sealed cannot be read from now on, by nobody. */
  public Uni<Void> destroyKey(Erasure erasure) {
    return database
        .run(ErasureSql.DESTROY, erasure.tenant().value(), erasure.id(), erasure.key().uuid())
        .replaceWithVoid();
  }

  /** Forgets whose erasure it was; the person may come back, as somebody new. */
  public Uni<Void> complete(Erasure erasure, byte[] receipt) {
    return database
        .run(
            ErasureSql.COMPLETE,
            erasure.tenant().value(),
            erasure.id(),
            erasure.key().uuid(),
            Buffer.buffer(receipt))
        .replaceWithVoid();
  }
}
