package dev.meander.serving;

import dev.meander.platform.redis.RedisLanes;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the cache of views answers within its timeout; a process that neither serves nor
 * scores always is.
 */
@Readiness
@Singleton
final class CacheReadiness implements AsyncHealthCheck {

  private final RedisLanes lanes;
  private final boolean needed;

  CacheReadiness(
      RedisLanes lanes,
      @ConfigProperty(name = "meander.role.serve", defaultValue = "true") boolean serves,
      @ConfigProperty(name = "meander.role.score", defaultValue = "true") boolean scores) {
    this.lanes = lanes;
    this.needed = serves || scores;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    if (!needed) {
      return Uni.createFrom().item(response(true));
    }
    return Uni.createFrom()
        .<Boolean>emitter(
            emitter ->
                lanes
                    .common()
                    .send(Request.cmd(Command.PING))
                    .onComplete(reply -> emitter.complete(reply.succeeded())))
        .map(CacheReadiness::response);
  }

  private static HealthCheckResponse response(boolean up) {
    return HealthCheckResponse.named("cache of views").status(up).build();
  }
}
