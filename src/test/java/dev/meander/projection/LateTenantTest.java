package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tenants share the tables of a version, and come and go by themselves. */
@QuarkusTest
@WithTestResource(RealServers.class)
class LateTenantTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Inject Statements statements;
  @Inject ProjectionVersions versions;
  @Inject Vertx vertx;
  @Inject Event<LiveProjection.Switched> switched;

  private static ProjectionConfig config(int version) {
    return new SmallRyeConfigBuilder()
        .withMapping(ProjectionConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
        .withDefaultValues(Map.of("meander.projection.version", Integer.toString(version)))
        .build()
        .getConfigMapping(ProjectionConfig.class);
  }

  private boolean hasTables(int version) {
    return statements
        .run("select to_regclass($1) is not null as there", "day_cell_" + version)
        .await()
        .atMost(PATIENCE)
        .iterator()
        .next()
        .getBoolean("there");
  }

  @Test
  void who_starts_on_a_version_that_others_have_dropped_finds_its_tables() {
    TenantId before = new TenantId("before-" + UUID.randomUUID());
    int version = versions.create(before).await().atMost(PATIENCE);
    assertTrue(hasTables(version));
    versions.drop(before, version).await().atMost(PATIENCE);
    assertFalse(hasTables(version));

    LiveProjection late =
        new LiveProjection(
            statements, vertx, switched, config(version), "late-" + UUID.randomUUID());
    late.start(new StartupEvent());
    try {
      assertTrue(hasTables(version));
      assertEquals(version, late.version());
    } finally {
      late.stop(new ShutdownEvent());
    }
  }
}
