package dev.meander.projection;

import dev.meander.event.CategoryPath;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.interest.RecentEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everybody of the version that serves, one after the other, as of one moment. Must be subscribed
 * to on a Vert.x context; people are handed over on worker threads, one at a time.
 */
@Singleton
public final class PeopleScan {

  /** Most events of a person that are kept; beyond, the newest. */
  public static final int MOST_EVENTS = 65_536;

  private static final int PAGE = 2_000;
  private static final LocalDate NO_DAY = LocalDate.of(1, 1, 1);

  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read read only";

  private static final String POSITIONS =
      """
      select partition, ledger_id, entry_id, batch_index from log_position
      where tenant = $1 and projection = $2 order by partition""";

  private static final String CATEGORIES =
      """
      select category from category_count
      where tenant = $1 and projection = $2 and category <> ''
      group by category order by sum(events) desc, category limit $3""";

  /** By key, so that a page is read off the index and nothing is sorted. */
  private static final String CELLS =
      """
      select person_id, day, body from day_cell
      where tenant = $1 and projection = $2 and (person_id, day) > ($3, $4)
      order by person_id, day limit $5""";

  private static final String CELLS_OF =
      """
      select person_id, day, body from day_cell
      where tenant = $1 and projection = $2 and (person_id, day) > ($3, $4)
      and person_id = any($6) order by person_id, day limit $5""";

  private final Pool pool;
  private final LiveProjection live;

  @Inject
  PeopleScan(Pool pool, LiveProjection live) {
    this.pool = pool;
    this.live = live;
  }

  /** Takes a person's events, ascending by time. */
  @FunctionalInterface
  public interface Visitor {
    void visit(PersonId person, List<RecentEvent> events);
  }

  /**
   * What a version of the read model holds: all of the log up to these positions.
   *
   * @param positions by partition; of those that hold anything
   */
  public record Standing(int projection, List<LogPosition> positions) {
    public Standing {
      positions = List.copyOf(positions);
    }
  }

  /** How far the version that serves is. */
  public Uni<Standing> standing(TenantId tenant) {
    return pool.withConnection(connection -> standing(connection, tenant, live.version()));
  }

  /** Does work on the read model as it is now, whatever is written meanwhile. */
  public <T> Uni<T> frozen(TenantId tenant, Function<Frozen, Uni<T>> work) {
    int projection = live.version();
    return pool.withTransaction(
        connection ->
            connection
                .query(SNAPSHOT)
                .execute()
                .chain(() -> standing(connection, tenant, projection))
                .chain(standing -> work.apply(new Frozen(connection, tenant, standing))));
  }

  private static Uni<Standing> standing(SqlConnection connection, TenantId tenant, int projection) {
    return connection
        .preparedQuery(POSITIONS)
        .execute(Tuple.of(tenant.value(), projection))
        .map(
            rows -> {
              List<LogPosition> positions = new ArrayList<>();
              for (Row row : rows) {
                positions.add(
                    new LogPosition(
                        row.getInteger("partition"),
                        row.getLong("ledger_id"),
                        row.getLong("entry_id"),
                        row.getInteger("batch_index")));
              }
              return new Standing(projection, positions);
            });
  }

  /** The read model of a moment; only within the work that it was made for. */
  public static final class Frozen {
    private final SqlConnection connection;
    private final TenantId tenant;
    private final Standing standing;

    Frozen(SqlConnection connection, TenantId tenant, Standing standing) {
      this.connection = connection;
      this.tenant = tenant;
      this.standing = standing;
    }

    public Standing standing() {
      return standing;
    }

    /** The shop's categories, the most visited first. */
    public Uni<List<CategoryPath>> categories(int most) {
      return connection
          .preparedQuery(CATEGORIES)
          .execute(Tuple.of(tenant.value(), standing.projection(), most))
          .map(
              rows -> {
                List<CategoryPath> categories = new ArrayList<>(rows.size());
                for (Row row : rows) {
                  categories.add(CategoryText.parse(row.getString("category")));
                }
                return categories;
              });
    }

    /**
     * Everybody by id. Of each day the newest events ({@link DayCell#newest}), of each person the
     * newest {@link #MOST_EVENTS}.
     */
    public Uni<Void> each(Visitor visitor) {
      return each(Infrastructure.getDefaultWorkerPool(), visitor);
    }

    /** The same, handed over on threads of the caller's. */
    public Uni<Void> each(Executor threads, Visitor visitor) {
      return each(threads, CELLS, Tuple.tuple(), visitor);
    }

    /** Some people, likewise. */
    public Uni<Void> each(Executor threads, Collection<String> ids, Visitor visitor) {
      return each(threads, CELLS_OF, Tuple.of(ids.toArray(String[]::new)), visitor);
    }

    private Uni<Void> each(Executor threads, String cells, Tuple chosen, Visitor visitor) {
      Gathering gathering = new Gathering(visitor);
      return Multi.createBy()
          .repeating()
          .uni(() -> page(gathering, cells, chosen).emitOn(threads).map(gathering::take))
          .whilst(taken -> taken == PAGE)
          .collect()
          .last()
          .invoke(gathering::end)
          .replaceWithVoid();
    }

    private Uni<RowSet<Row>> page(Gathering gathering, String cells, Tuple chosen) {
      Tuple page =
          Tuple.of(
              tenant.value(),
              standing.projection(),
              gathering.person == null ? "" : gathering.person,
              gathering.day,
              PAGE);
      for (int i = 0; i < chosen.size(); i++) {
        page.addValue(chosen.getValue(i));
      }
      return connection.preparedQuery(cells).execute(page);
    }
  }

  /** Joins the cells of a person, which a page's end may part. */
  private static final class Gathering {
    private final Visitor visitor;
    private final List<RecentEvent> events = new ArrayList<>();
    private @Nullable String person;
    private LocalDate day = NO_DAY;

    Gathering(Visitor visitor) {
      this.visitor = visitor;
    }

    int take(RowSet<Row> rows) {
      for (Row row : rows) {
        String next = row.getString("person_id");
        if (!next.equals(person)) {
          end();
          person = next;
        }
        day = row.getLocalDate("day");
        events.addAll(DayCell.fromBytes(day, row.getBuffer("body").getBytes()).newest());
        if (events.size() > 2 * MOST_EVENTS) {
          trim();
        }
      }
      return rows.size();
    }

    private void trim() {
      events.subList(0, Math.max(0, events.size() - MOST_EVENTS)).clear();
    }

    void end() {
      if (person != null) {
        trim();
        visitor.visit(new PersonId(person), List.copyOf(events));
        events.clear();
      }
    }
  }
}
