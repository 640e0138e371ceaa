package dev.meander.platform.sql;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the database answers. Quarkus's own checks wait for as long as the database stands
 * still, and so does whoever asks them.
 */
@Readiness
@Singleton
final class DatabaseReadiness implements AsyncHealthCheck {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final Pool pool;

  DatabaseReadiness(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(() -> pool.query("select 1").execute().toCompletionStage())
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onItemOrFailure()
        .transform(
            (answer, failure) ->
                HealthCheckResponse.named("database").status(failure == null).build());
  }
}
