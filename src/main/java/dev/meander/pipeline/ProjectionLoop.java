package dev.meander.pipeline;

import dev.meander.event.TenantId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the projection for as long as the process does: one batch after the other. */
@ApplicationScoped
class ProjectionLoop {

  private static final Logger LOG = Logger.getLogger(ProjectionLoop.class);

  /** The connector wires its channels, which profiles are published through, at 1000. */
  private static final int AFTER_THE_CHANNELS = 1002;

  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);
  private static final long LAST_BATCH_SECONDS = 3;

  private final Vertx vertx;
  private final PartitionSeats seats;
  private final Inbox inbox;
  private final ProjectionPipeline pipeline;
  private volatile CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
  private volatile boolean stopping;
  private @Nullable Cancellable loop;

  @Inject
  ProjectionLoop(Vertx vertx, PartitionSeats seats, Inbox inbox, ProjectionPipeline pipeline) {
    this.vertx = vertx;
    this.seats = seats;
    this.inbox = inbox;
    this.pipeline = pipeline;
  }

  void start(
      @Observes @Priority(AFTER_THE_CHANNELS) StartupEvent event,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "meander.role.project", defaultValue = "true") boolean projects) {
    if (!projects) {
      return;
    }
    loop =
        Uni.createFrom()
            .deferred(() -> seats.sitDown(new TenantId(tenant)))
            .onFailure()
            .invoke(failure -> LOG.warn("no place at the log yet; tried again", failure))
            .onFailure()
            .retry()
            .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
            .indefinitely()
            .onItem()
            .transformToMulti(
                seated -> Multi.createBy().repeating().uni(inbox::next).indefinitely())
            .onItem()
            .transformToUniAndConcatenate(this::project)
            .subscribe()
            .with(done -> {}, failure -> LOG.error("the projection ended", failure));
  }

  /** What fails for no known reason is tried again as a whole: passing it over would lose it. */
  private Uni<Void> project(List<Inbox.Entry> batch) {
    if (stopping) {
      return Uni.createFrom().voidItem();
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    underWay = done;
    return OwnContext.on(vertx, () -> pipeline.project(batch))
        .onFailure()
        .invoke(failure -> LOG.error("a batch failed; it will be tried again", failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .onTermination()
        .invoke(() -> done.complete(null));
  }

  /** The batch under way may come to its end, within limits; what was only read is read again. */
  void stop(@Observes ShutdownEvent event) {
    stopping = true;
    try {
      Void _ = underWay.get(LAST_BATCH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the last batch did not come to its end; it will come again", e);
    }
    seats.close();
    if (loop != null) {
      loop.cancel();
    }
  }
}
