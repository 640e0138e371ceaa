package dev.meander.pipeline;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Runs work that no message and no request brought along a context for. */
final class OwnContext {

  private OwnContext() {}

  /**
   * Subscribes on a fresh context of its own: Hibernate Reactive keeps its sessions there and
   * refuses one that several pieces of work may share.
   */
  static <T> Uni<T> on(Vertx vertx, Supplier<Uni<? extends T>> work) {
    return Uni.createFrom()
        .<T>deferred(work)
        .runSubscriptionOn(
            task -> {
              Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(context, true);
              context.runOnContext(_ -> task.run());
            });
  }
}
