package dev.meander.log.privacy;

import dev.meander.log.privacy.MasterKeys.Wrapped;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The tables of keys: statements on the reactive pool. Any thread. */
@Singleton
final class KeyDatabase {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final int RETRIES = 4;

  private final Pool pool;

  @Inject
  KeyDatabase(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs a statement that may be run twice. Each parameter is a value or an array, as the client
   * takes them. A connection that the database has cut is found out by its next statement only, so
   * a failure is worth another attempt or two.
   */
  Uni<RowSet<Row>> run(String sql, Object... parameters) {
    return Uni.createFrom()
        .completionStage(
            () -> pool.preparedQuery(sql).execute(Tuple.from(parameters)).toCompletionStage())
        .onFailure()
        .retry()
        .withBackOff(PAUSE, LONGEST_PAUSE)
        .atMost(RETRIES);
  }

  /** The columns {@code master_id} and {@code wrapped}. */
  static Wrapped wrapped(Row row) {
    return new Wrapped(row.getString("master_id"), row.getBuffer("wrapped").getBytes());
  }
}
