package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ConsentTest;
import dev.meander.interest.Histories;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How far every {@link ProfileStore} profiles people, beside all else that it does. */
abstract class ConsentContract extends ErasureContract {

  @Test
  void whoWithdrewConsentIsNotReadAndTheirProfileIsPublishedAsGone() {
    LogOf log = new LogOf(tenant);
    BatchResult _ = apply(List.of(log.append(view("a", 0, "x")), log.append(view("b", 3, "y"))));
    PositionedEvent withdrawal = log.append(consent("w", 4, false));
    BatchResult gone = apply(List.of(withdrawal));
    assertGone(gone, withdrawal);
    assertGone(apply(List.of(withdrawal)), withdrawal);
    PositionedEvent next = log.append(view("c", 4, "z"));
    BatchResult held = apply(List.of(next));
    assertEquals(List.of(0, 1), List.of(held.tally().folded(), held.tally().withheld()));
    assertGone(held, next);
    assertEquals(
        List.of("x", "y"),
        await(() -> store().popularity(tenant)).categories().stream()
            .map(share -> share.category().levels().getFirst())
            .toList());
  }

  @Test
  void givenAgainOnlyWhatHappensFromThenOnCounts() {
    LogOf log = new LogOf(tenant);
    BatchResult _ =
        apply(
            List.of(
                log.append(view("before", 1, "x")),
                log.append(consent("w", 2, false)),
                log.append(view("meanwhile", 3, "x"))));
    List<PositionedEvent> from =
        List.of(log.append(consent("g", 4, true)), log.append(view("after", 6, "y")));
    BatchResult _ = apply(from);
    assertEquals(folded(from, P0), current(P0).profile());
    BatchResult late =
        apply(
            List.of(
                log.append(view("late-before", 0, "x")),
                log.append(view("late-meanwhile", 3, "x")),
                log.append(view("before", 1, "x")),
                log.append(view("meanwhile", 3, "x")),
                log.append(consent("w", 2, false))));
    assertEquals(2, late.tally().withheld());
    assertEquals(3, late.tally().duplicates());
    assertEquals(folded(from, P0), current(P0).profile());
    PositionedEvent lateAfter = log.append(view("late-after", 5, "y"));
    BatchResult _ = apply(List.of(lateAfter));
    List<PositionedEvent> all = new ArrayList<>(from);
    all.add(lateAfter);
    assertEquals(folded(all, P0), current(P0).profile());
    assertTrue(await(() -> store().asOf(tenant, P0, day(3))).isEmpty());
    assertEquals(
        folded(List.of(from.getFirst(), lateAfter), P0),
        await(() -> store().asOf(tenant, P0, day(5))).map(ProfileAt::profile).orElseThrow());
    assertEquals(
        3, await(() -> store().trajectory(tenant, P0, day(9), 99)).orElseThrow().days().size());
  }

  @Test
  void whoComesWithoutConsentIsKnownByNothing() {
    LogOf log = new LogOf(tenant);
    PositionedEvent first = log.append(consent("w", 1, false));
    assertGone(apply(List.of(first)), first);
  }

  @Test
  void anySplitIntoBatchesWithAnyRedeliveryEndsInTheSameConsentAndProfiles() {
    TenantId other = new TenantId("u-" + UUID.randomUUID());
    LogOf log = new LogOf(tenant);
    LogOf same = new LogOf(other);
    for (int p = 0; p < 8; p++) {
      for (EventEnvelope event : ConsentTest.log(new Random(p), 80)) {
        PositionedEvent _ = log.append(LogOf.of(event, tenant, "p" + p));
        PositionedEvent _ = same.append(LogOf.of(event, other, "p" + p));
      }
    }
    BatchResult whole = await(() -> store().apply(LogOf.batch(same.events()), Map.of()));
    Random random = new Random(3);
    List<PositionedEvent> events = log.events();
    Map<PersonId, PublishedProfile> published = new TreeMap<>();
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(60));
      apply(events.subList(from, to)).profiles().forEach(one -> published.put(one.personId(), one));
      from = random.nextInt(4) == 0 ? Math.max(0, to - random.nextInt(40)) : to;
    }
    assertEquals(8, whole.profiles().size());
    for (PublishedProfile one : whole.profiles()) {
      PersonId person = one.personId();
      assertArrayEquals(
          one.sum(), Objects.requireNonNull(published.get(person)).sum(), person::value);
      for (int day = 0; day < 12; day++) {
        Instant at = day(day);
        assertEquals(
            seen(other, person, at), seen(tenant, person, at), person.value() + " on " + day);
      }
    }
  }

  /** Counts by kind up to a day; null where nothing may be read. */
  private @Nullable Object seen(TenantId whose, PersonId person, Instant at) {
    try {
      return await(() -> store().asOf(whose, person, at)).map(found -> found.profile().counts());
    } catch (ConsentWithdrawnException e) {
      return null;
    } catch (AssertionError e) {
      if (e.getCause() instanceof ConsentWithdrawnException) {
        return null;
      }
      throw e;
    }
  }

  private void assertGone(BatchResult result, PositionedEvent by) {
    PublishedProfile marker = result.profiles().getFirst();
    assertTrue(marker.read().isEmpty());
    assertArrayEquals(ProfileSum.EMPTY.toBytes(), marker.sum());
    assertEquals(by.position(), marker.position());
    assertRefused(() -> await(() -> store().current(tenant, P0)));
    assertRefused(() -> await(() -> store().asOf(tenant, P0, day(9))));
    assertRefused(() -> await(() -> store().trajectory(tenant, P0, day(9), 99)));
  }

  private static void assertRefused(Executable read) {
    Throwable refused = assertThrows(Throwable.class, read);
    assertTrue(
        refused instanceof ConsentWithdrawnException
            || refused.getCause() instanceof ConsentWithdrawnException,
        refused::toString);
  }

  private static Instant day(int day) {
    return Histories.START.plusSeconds(86_400L * day + 7_200);
  }

  private EventEnvelope consent(String id, int day, boolean granted) {
    return LogOf.of(
        Histories.envelope(
            id, Histories.START.plusSeconds(86_400L * day + 60), new ConsentChanged(granted)),
        tenant,
        "p0");
  }
}
