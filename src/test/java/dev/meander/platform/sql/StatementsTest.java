package dev.meander.platform.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.RealServers;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealServers.class)
class StatementsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Inject Pool pool;

  @Test
  void what_is_not_answered_in_time_is_a_store_that_does_not_answer() {
    Statements statements = new Statements(pool, Duration.ofMillis(200));
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> statements.run("select pg_sleep(3)").await().atMost(PATIENCE));
    assertEquals(ErrorCode.STORE_UNAVAILABLE, refused.code());
    assertNotNull(refused.retryAfter());
  }

  @Test
  void what_may_take_long_may() {
    Statements statements = new Statements(pool, Duration.ofMillis(1));
    assertEquals(1, statements.runLong("select pg_sleep(0.3)").await().atMost(PATIENCE).size());
  }
}
