package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.TenantId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinyStatelessSessionImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@WithTestResource(RealServers.class)
class SleepingOwnerTest {

  @Inject ProfileStore store;
  @Inject ProjectionConfig config;
  @Inject Mutiny.SessionFactory sessions;

  @Test
  @Timeout(60)
  void anOwnerThatStandsStillInItsTransactionDoesNotHoldUpTheNext() throws Throwable {
    LogPartition partition = new LogPartition(new TenantId("s-" + UUID.randomUUID()), 0);
    Claim first = VertxContextSupport.subscribeAndAwait(() -> store.take(partition));
    CountDownLatch locked = new CountDownLatch(1);
    VertxContextSupport.subscribe(
        () -> neverGoesOn(partition, locked).toMulti(), forEver -> forEver.with(nothing -> {}));
    assertTrue(locked.await(30, TimeUnit.SECONDS));
    Claim second = VertxContextSupport.subscribeAndAwait(() -> store.take(partition));
    assertTrue(second.epoch() > first.epoch());
  }

  private Uni<Void> neverGoesOn(LogPartition partition, CountDownLatch locked) {
    return sessions.withStatelessTransaction(
        session ->
            new ReadModelConnection(
                    ((MutinyStatelessSessionImpl) session).getReactiveConnection(),
                    config.version(),
                    config.ownerSilence())
                .lockPositions(List.of(partition))
                .invoke(locked::countDown)
                .chain(() -> Uni.createFrom().<Void>nothing()));
  }
}
