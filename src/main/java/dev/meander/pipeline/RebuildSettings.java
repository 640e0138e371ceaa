package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.pipeline.RebuildRun.Work;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.FieldError;
import dev.meander.platform.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How a rebuild is to be done, as an operator asks for it. */
@ApplicationScoped
class RebuildSettings {

  private static final int MOST_EVENTS = 200_000;
  private static final int MOST_PARALLEL = 64;

  private final RebuildConfig config;
  private final TenantId tenant;

  @Inject
  RebuildSettings(
      RebuildConfig config,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.config = config;
    this.tenant = new TenantId(tenant);
  }

  TenantId tenant() {
    return tenant;
  }

  /** As configured, where nothing else is asked for. */
  Work work(@Nullable String batchEvents, @Nullable String parallel) {
    return new Work(
        whole("batchEvents", batchEvents, MOST_EVENTS, config.batchEvents()),
        whole("parallel", parallel, MOST_PARALLEL, config.parallel()));
  }

  /** The number of a version. */
  int number(String text) {
    return whole("projection", text, Integer.MAX_VALUE, 1);
  }

  int whole(String name, @Nullable String text, int most, int standard) {
    if (text == null) {
      return standard;
    }
    int value = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (value < 1 || value > most) {
      String detail = "is no whole number from 1 to " + most;
      throw new ProblemException(
          ErrorCode.INVALID_PARAMETER,
          name + " " + detail,
          List.of(new FieldError("?" + name, detail)));
    }
    return value;
  }
}
