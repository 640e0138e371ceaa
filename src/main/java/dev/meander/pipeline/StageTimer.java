package dev.meander.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How long one stage of a batch takes, attempt by attempt; those that fail don't count. */
final class StageTimer {

  private final Timer timer;

  StageTimer(MeterRegistry registry, String name, String description) {
    this.timer = Timer.builder(name).description(description).register(registry);
  }

  /** Times each subscription of its own. */
  <T> Uni<T> time(Supplier<Uni<T>> stage) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long started = System.nanoTime();
              return stage
                  .get()
                  .invoke(() -> timer.record(System.nanoTime() - started, TimeUnit.NANOSECONDS));
            });
  }
}
