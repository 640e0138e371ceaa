package dev.meander.platform.sql;

import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Statements on the reactive pool, each a transaction of its own. Any thread. */
@Singleton
public final class Statements {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final int RETRIES = 4;
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Pool pool;
  private final Duration limit;

  @Inject
  Statements(Pool pool) {
    this(pool, LIMIT);
  }

  /**
   * @param limit for a statement and its further attempts
   */
  Statements(Pool pool, Duration limit) {
    this.pool = pool;
    this.limit = limit;
  }

  /**
   * Runs a statement that may be run twice. Each parameter is a value or an array, as the client
   * takes them. A connection that the database has cut is found out by its next statement only, so
   * a failure is worth another attempt or two. Fails with STORE_UNAVAILABLE where no answer comes
   * within some seconds.
   */
  public Uni<RowSet<Row>> run(String sql, Object... parameters) {
    return runLong(sql, parameters)
        .ifNoItem()
        .after(limit)
        .failWith(
            () ->
                new ProblemException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The database does not answer.",
                    List.of(),
                    RETRY_AFTER,
                    null));
  }

  /** The same for a statement that may take as long as it needs. */
  public Uni<RowSet<Row>> runLong(String sql, Object... parameters) {
    return Uni.createFrom()
        .completionStage(
            () -> pool.preparedQuery(sql).execute(Tuple.from(parameters)).toCompletionStage())
        .onFailure()
        .retry()
        .withBackOff(PAUSE, LONGEST_PAUSE)
        .atMost(RETRIES);
  }
}
