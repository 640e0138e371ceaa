package dev.meander.projection;

import dev.meander.event.LogPosition;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.data.Numeric;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned into one array per column, as {@code unnest} takes them. The first parameter is the
 * projection; each call adds the next one.
 */
final class Columns<R> {

  private final Collection<R> rows;
  private final List<Object> parameters = new ArrayList<>();

  Columns(int projection, Collection<R> rows) {
    this.rows = rows;
    parameters.add(projection);
  }

  Columns<R> text(Function<R, String> value) {
    return add(rows.stream().map(value).toArray(String[]::new));
  }

  @SuppressWarnings("NullAway") // Arrays of strings may hold null, whatever Stream.toArray says.
  Columns<R> nullableText(Function<R, @Nullable String> value) {
    String[] column = new String[rows.size()];
    int i = 0;
    for (R row : rows) {
      column[i++] = value.apply(row);
    }
    return add(column);
  }

  Columns<R> truth(Function<R, Boolean> value) {
    return add(rows.stream().map(value).toArray(Boolean[]::new));
  }

  Columns<R> integer(Function<R, Integer> value) {
    return add(rows.stream().map(value).toArray(Integer[]::new));
  }

  Columns<R> bigint(Function<R, Long> value) {
    return add(rows.stream().map(value).toArray(Long[]::new));
  }

  Columns<R> date(Function<R, LocalDate> value) {
    return add(rows.stream().map(value).toArray(LocalDate[]::new));
  }

  Columns<R> time(Function<R, Instant> value) {
    return add(
        rows.stream()
            .map(row -> value.apply(row).atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new));
  }

  @SuppressWarnings("NullAway") // As above.
  Columns<R> nullableTime(Function<R, @Nullable Instant> value) {
    OffsetDateTime[] column = new OffsetDateTime[rows.size()];
    int i = 0;
    for (R row : rows) {
      Instant at = value.apply(row);
      column[i++] = at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
    return add(column);
  }

  Columns<R> decimal(Function<R, BigDecimal> value) {
    return add(rows.stream().map(row -> Numeric.create(value.apply(row))).toArray(Numeric[]::new));
  }

  Columns<R> bytes(Function<R, byte[]> value) {
    return add(rows.stream().map(row -> Buffer.buffer(value.apply(row))).toArray(Buffer[]::new));
  }

  /** The same for all rows. */
  Columns<R> constant(Object value) {
    parameters.add(value);
    return this;
  }

  /** The three columns of a place in a partition. */
  Columns<R> position(Function<R, LogPosition> value) {
    return bigint(row -> value.apply(row).ledgerId())
        .bigint(row -> value.apply(row).entryId())
        .integer(row -> value.apply(row).batchIndex());
  }

  Object[] parameters() {
    return parameters.toArray();
  }

  private Columns<R> add(Object[] column) {
    parameters.add(column);
    return this;
  }
}
