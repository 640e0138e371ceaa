package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import dev.meander.projection.ViewRenewals.Page;
import dev.meander.projection.ViewRenewals.Renewal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Everybody of a version, published anew by whoever is at it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ViewRenewalsTest {

  private static final int PEOPLE = 7;
  private static final long REVISION = Long.MAX_VALUE / 1_000_000;

  @Inject ViewRenewals renewals;
  @Inject ProfileStore store;
  @Inject Statements statements;

  private final TenantId tenant = new TenantId("renewed-" + UUID.randomUUID());

  @Test
  void everybodyIsPublishedOnceAsTheyAreAndWithTheRevisionOfTheSwitch() {
    Renewal renewal = begun();
    List<PublishedProfile> published = new ArrayList<>();
    PersonId last = null;
    int people = 0;
    Page page;
    do {
      PersonId after = last;
      page = await(() -> renewals.next(renewal, after, 3, profiles -> taken(profiles, published)));
      people += page.people();
      last = page.last();
    } while (last != null);
    assertEquals(PEOPLE, people);
    assertEquals(PEOPLE, published.size());
    for (PublishedProfile one : published) {
      var current = await(() -> store.current(tenant, one.personId())).orElseThrow();
      assertEquals(current.profile(), one.read().orElseThrow().profile());
      assertEquals(current.position(), one.position());
      assertTrue(one.joint().revision() >= REVISION);
    }
  }

  @Test
  void oneProcessIsAtItAndWhoStandsStillIsRelievedByOneThatBeginsAgain() {
    Renewal renewal = begun();
    assertTrue(await(() -> renewals.begin(tenant)).isEmpty());
    await(() -> renewals.tell(renewal, 3));
    assertTrue(await(() -> renewals.begin(tenant)).isEmpty());
    sql("update projection_pointer set renewing_until = now() where tenant = $1");
    assertEquals(renewal, await(() -> renewals.begin(tenant)).orElseThrow());
    await(() -> renewals.end(renewal, PEOPLE));
    sql("update projection_pointer set renewing_until = now() where tenant = $1");
    assertTrue(await(() -> renewals.begin(tenant)).isEmpty());
  }

  @Test
  void behindAnotherSwitchNothingIsPublished() {
    Renewal renewal = begun();
    sql("update projection_pointer set revision = revision + 1 where tenant = $1");
    List<PublishedProfile> published = new ArrayList<>();
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () ->
                await(
                    () -> renewals.next(renewal, null, 3, profiles -> taken(profiles, published))));
    assertInstanceOf(FencedException.class, failure.getCause());
    assertEquals(List.of(), published);
  }

  @Test
  void whatCannotBePublishedIsPublishedTheNextTime() {
    Renewal renewal = begun();
    assertThrows(
        AssertionError.class,
        () ->
            await(
                () ->
                    renewals.next(
                        renewal,
                        null,
                        3,
                        profiles ->
                            Uni.createFrom().failure(new IllegalStateException("no broker")))));
    List<PublishedProfile> published = new ArrayList<>();
    Page page =
        await(() -> renewals.next(renewal, null, 99, profiles -> taken(profiles, published)));
    assertEquals(PEOPLE, published.size());
    PersonId last = page.last();
    assertNull(
        await(() -> renewals.next(renewal, last, 99, profiles -> taken(profiles, published)))
            .last());
  }

  private static Uni<Void> taken(List<PublishedProfile> profiles, List<PublishedProfile> into) {
    return Uni.createFrom().voidItem().invoke(() -> into.addAll(profiles));
  }

  /** As after a switch to the version that this tenant's people are in. */
  private Renewal begun() {
    LogOf log = LogOf.people(tenant, PEOPLE, 20, 1);
    BatchResult _ = await(() -> store.apply(LogOf.batch(log.events()), Map.of()));
    sql(
        "insert into projection_pointer (tenant, projection, switches, revision) values ($1, 1, 1, "
            + REVISION
            + ")");
    return await(() -> renewals.begin(tenant)).orElseThrow();
  }

  private void sql(String statement) {
    assertEquals(1, await(() -> statements.run(statement, tenant.value())).rowCount());
  }

  private static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
