package dev.meander.platform.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Statements on the reactive pool, each a transaction of its own. Any thread. */
@Singleton
public final class Statements {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final int RETRIES = 4;

  private final Pool pool;

  @Inject
  Statements(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs a statement that may be run twice. Each parameter is a value or an array, as the client
   * takes them. A connection that the database has cut is found out by its next statement only, so
   * a failure is worth another attempt or two.
   */
  public Uni<RowSet<Row>> run(String sql, Object... parameters) {
    return Uni.createFrom()
        .completionStage(
            () -> pool.preparedQuery(sql).execute(Tuple.from(parameters)).toCompletionStage())
        .onFailure()
        .retry()
        .withBackOff(PAUSE, LONGEST_PAUSE)
        .atMost(RETRIES);
  }
}
