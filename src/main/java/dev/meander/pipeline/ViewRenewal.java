package dev.meander.pipeline;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.projection.FencedException;
import dev.meander.projection.ViewRenewals;
import dev.meander.projection.ViewRenewals.Page;
import dev.meander.projection.ViewRenewals.Renewal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * After a switch publishes what the version that serves says of everybody, for views to be made of
 * it: in the background, at a bounded rate, by one process at a time. One that dies is relieved by
 * another, which begins again.
 */
@ApplicationScoped
class ViewRenewal {

  private static final Logger LOG = Logger.getLogger(ViewRenewal.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);
  private static final long TELL_NANOS = 1_000_000_000;

  /** The connector wires its channels, which profiles are published through, at 1000. */
  private static final int AFTER_THE_CHANNELS = 1003;

  private final Vertx vertx;
  private final ViewRenewals renewals;
  private final ProfilePublisher publisher;
  private final RenewalPace pace;
  private final AtomicBoolean running = new AtomicBoolean();
  private final Counter renewed;
  private volatile boolean stopped;
  private long timer = -1;

  @Inject
  ViewRenewal(
      Vertx vertx,
      ViewRenewals renewals,
      ProfilePublisher publisher,
      RenewalPace pace,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.renewals = renewals;
    this.publisher = publisher;
    this.pace = pace;
    this.renewed =
        Counter.builder("meander.projection.renewed")
            .description("people whose profile was published anew after a switch")
            .register(registry);
    Gauge.builder("meander.projection.renewing", running, one -> one.get() ? 1 : 0)
        .description("1 while this process publishes everybody anew after a switch, else 0")
        .register(registry);
  }

  void start(
      @Observes @Priority(AFTER_THE_CHANNELS) StartupEvent event,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "meander.role.project", defaultValue = "true") boolean projects) {
    if (projects) {
      TenantId whose = new TenantId(tenant);
      timer = vertx.setPeriodic(LOOK.toMillis(), _ -> look(whose));
    }
  }

  private void look(TenantId tenant) {
    if (renewals.isDue() && running.compareAndSet(false, true)) {
      renewals
          .begin(tenant)
          .chain(found -> found.isPresent() ? renew(found.get()) : Uni.createFrom().voidItem())
          .eventually(() -> running.set(false))
          .subscribe()
          .with(done -> {}, ViewRenewal::failed);
    }
  }

  private static void failed(Throwable failure) {
    if (failure instanceof FencedException) {
      LOG.info("another version serves before the views of this one were all made anew");
    } else {
      LOG.warn("views are not made anew; the next look tries again", failure);
    }
  }

  /** How far one run is. */
  private static final class Walk {
    private @Nullable PersonId last;
    private long people;
    private long told = System.nanoTime();
  }

  private Uni<Void> renew(Renewal renewal) {
    LOG.infof("everybody is published anew by projection %d", renewal.projection());
    return renewals
        .count(renewal)
        .chain(
            () ->
                Multi.createBy()
                    .repeating()
                    .uni(Walk::new, walk -> step(renewal, walk))
                    .whilst(more -> more)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  /** Whether there may be more. */
  private Uni<Boolean> step(Renewal renewal, Walk walk) {
    return pace.keepsUp(renewal.tenant())
        .chain(
            keepsUp ->
                keepsUp
                    ? page(renewal, walk)
                    : told(renewal, walk)
                        .replaceWith(!stopped)
                        .onItem()
                        .delayIt()
                        .by(RenewalPace.LOOK));
  }

  private Uni<Boolean> page(Renewal renewal, Walk walk) {
    return OwnContext.<Page>on(
            vertx,
            () ->
                renewals.next(
                    renewal,
                    walk.last,
                    pace.people(),
                    profiles -> publisher.publish(profiles, BatchTrace.NONE)))
        .onFailure(failure -> !stopped && !(failure instanceof FencedException))
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .chain(page -> page.last() == null ? ended(renewal, walk) : goOn(renewal, walk, page));
  }

  private Uni<Boolean> ended(Renewal renewal, Walk walk) {
    return renewals
        .end(renewal, walk.people)
        .invoke(
            () ->
                LOG.infof(
                    "%d people were published anew by projection %d",
                    walk.people, renewal.projection()))
        .replaceWith(false);
  }

  private Uni<Boolean> goOn(Renewal renewal, Walk walk, Page page) {
    walk.last = page.last();
    walk.people += page.people();
    renewed.increment(page.people());
    return told(renewal, walk).replaceWith(!stopped).onItem().delayIt().by(pace.pause());
  }

  /** Now and then, which keeps the lease. */
  private Uni<Void> told(Renewal renewal, Walk walk) {
    return System.nanoTime() - walk.told < TELL_NANOS
        ? Uni.createFrom().voidItem()
        : renewals.tell(renewal, walk.people).invoke(() -> walk.told = System.nanoTime());
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    if (timer >= 0) {
      boolean _ = vertx.cancelTimer(timer);
    }
  }
}
