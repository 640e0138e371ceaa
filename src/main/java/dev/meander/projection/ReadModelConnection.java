package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Consent;
import dev.meander.interest.DayCell;
import dev.meander.interest.ProfileSum;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.pool.ReactiveConnection.Result;

/**
 * The reading half of the hot path, on the connection of a Hibernate Reactive session. Bodies are
 * raw columns here and become cells on the worker: parsing thousands does not belong on the event
 * loop.
 */
final class ReadModelConnection {

  /** A row of a person's head with their newest cell, not parsed yet. */
  @SuppressWarnings("ArrayRecordComponent") // Handed over once, compared by nobody.
  record StateRow(Object[] columns) {

    PersonState parse() {
      LogPosition ofHead = position(2, 3);
      LogPosition ofCell = position(2, 9);
      boolean late = ofHead.compareTo(ofCell) > 0;
      return PersonState.of(
          ProfileSum.fromBytes(bytes(columns[7])),
          DayCell.fromBytes((LocalDate) columns[8], bytes(columns[13])),
          new Consent((Boolean) columns[14], columns[15] == null ? null : instant(columns[15])),
          late ? ofHead : ofCell,
          instant(columns[late ? 6 : 12]));
    }

    private LogPosition position(int partition, int from) {
      return new LogPosition(
          (Integer) columns[partition],
          (Long) columns[from],
          (Long) columns[from + 1],
          (Integer) columns[from + 2]);
    }
  }

  private final ReactiveConnection connection;
  private final int projection;
  private final String silence;

  /**
   * @param ownerSilence see {@link ProjectionConfig#ownerSilence}
   */
  ReadModelConnection(ReactiveConnection connection, int projection, Duration ownerSilence) {
    this.connection = connection;
    this.projection = projection;
    this.silence = ownerSilence.toMillis() + "ms";
  }

  /** Makes the caller the owner, after every batch that is under way. */
  Uni<Claim> take(LogPartition partition) {
    Object[] key = {projection, partition.tenant().value(), partition.partition(), silence};
    return Uni.createFrom()
        .completionStage(() -> connection.select(ReadModelSql.TAKE_POSITION, key))
        .map(
            rows -> {
              Object[] row = rows.next();
              return new Claim(
                  (Long) row[0],
                  new LogPosition(
                      partition.partition(), (Long) row[1], (Long) row[2], (Integer) row[3]),
                  new ParkedTotals((Integer) row[4], (Integer) row[5], (Long) row[6]));
            });
  }

  /** Reads the positions and keeps every other writer of these partitions waiting. */
  Uni<Map<LogPartition, Fence.Stored>> lockPositions(Collection<LogPartition> partitions) {
    return selectPositions(partitions)
        .chain(
            found ->
                found.size() == partitions.size()
                    ? Uni.createFrom().item(found)
                    : createPositions(partitions).chain(() -> selectPositions(partitions)));
  }

  Uni<Map<PersonKey, StateRow>> loadStates(Collection<PersonKey> people) {
    Map<PersonKey, StateRow> states = new HashMap<>();
    return select(
            ReadModelSql.LOAD_STATES,
            keys(people),
            (key, columns) -> states.put(key, new StateRow(columns)))
        .replaceWith(states);
  }

  /** All cells of people who need them. */
  Uni<Map<PersonKey, NavigableMap<LocalDate, DayCell>>> loadCells(Collection<PersonKey> people) {
    Map<PersonKey, NavigableMap<LocalDate, DayCell>> cells = new HashMap<>();
    return select(
            ReadModelSql.LOAD_CELLS,
            keys(people),
            (key, columns) -> {
              LocalDate day = (LocalDate) columns[2];
              DayCell cell = DayCell.fromBytes(day, bytes(columns[3]));
              cells.computeIfAbsent(key, person -> new TreeMap<>()).put(day, cell);
            })
        .replaceWith(cells);
  }

  /** Those of the keys under which somebody is held up. */
  Uni<Map<ParkedKey, ParkedPerson>> loadParked(Collection<ParkedKey> keys) {
    return Uni.createFrom()
        .completionStage(
            () ->
                connection.select(
                    ParkedSql.LOAD_PEOPLE, ReadModelRows.keys(projection, keys).parameters()))
        .map(
            rows -> {
              Map<ParkedKey, ParkedPerson> people = new HashMap<>();
              while (rows.hasNext()) {
                Object[] row = rows.next();
                people.put(
                    new ParkedKey(
                        new LogPartition(new TenantId((String) row[0]), (Integer) row[1]),
                        (String) row[2]),
                    new ParkedPerson((Integer) row[3], (Long) row[4]));
              }
              return people;
            });
  }

  /** Runs a statement that changes rows; says how many. */
  Uni<Integer> update(String sql, Columns<?> columns) {
    return Uni.createFrom().completionStage(() -> connection.update(sql, columns.parameters()));
  }

  /** Runs a statement that reads. */
  Uni<Result> rows(String sql, Object... parameters) {
    return Uni.createFrom().completionStage(() -> connection.select(sql, parameters));
  }

  int projection() {
    return projection;
  }

  private Uni<Map<LogPartition, Fence.Stored>> selectPositions(
      Collection<LogPartition> partitions) {
    return Uni.createFrom()
        .completionStage(
            () ->
                connection.select(
                    ReadModelSql.LOCK_POSITIONS, keysOf(partitions).constant(silence).parameters()))
        .map(
            rows -> {
              Map<LogPartition, Fence.Stored> positions = new HashMap<>();
              while (rows.hasNext()) {
                Object[] row = rows.next();
                int partition = (Integer) row[1];
                positions.put(
                    new LogPartition(new TenantId((String) row[0]), partition),
                    new Fence.Stored(
                        new LogPosition(partition, (Long) row[2], (Long) row[3], (Integer) row[4]),
                        (Long) row[5],
                        new ParkedTotals((Integer) row[6], (Integer) row[7], (Long) row[8])));
              }
              return positions;
            });
  }

  private Uni<Integer> createPositions(Collection<LogPartition> partitions) {
    return update(ReadModelSql.CREATE_POSITIONS, keysOf(partitions));
  }

  private Columns<LogPartition> keysOf(Collection<LogPartition> partitions) {
    return new Columns<>(projection, partitions)
        .text(partition -> partition.tenant().value())
        .integer(LogPartition::partition);
  }

  Columns<PersonKey> keys(Collection<PersonKey> people) {
    return new Columns<>(projection, people)
        .text(key -> key.tenant().value())
        .text(key -> key.personId().value());
  }

  /** Runs a statement whose rows begin with a tenant and a person. */
  Uni<Void> select(String sql, Columns<?> keys, BiConsumer<PersonKey, Object[]> consumer) {
    return Uni.createFrom()
        .completionStage(() -> connection.select(sql, keys.parameters()))
        .invoke(
            (Result rows) -> {
              while (rows.hasNext()) {
                Object[] row = rows.next();
                consumer.accept(
                    new PersonKey(new TenantId((String) row[0]), new PersonId((String) row[1])),
                    row);
              }
            })
        .replaceWithVoid();
  }

  private static byte[] bytes(Object column) {
    return ((Buffer) column).getBytes();
  }

  private static Instant instant(Object column) {
    return ((OffsetDateTime) column).toInstant();
  }
}
