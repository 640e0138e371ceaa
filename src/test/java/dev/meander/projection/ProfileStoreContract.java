package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayCell;
import dev.meander.interest.Histories;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ProfileStore} does. Each test has a tenant of its own. */
abstract class ProfileStoreContract {

  static final PersonId P0 = new PersonId("p0");
  static final LocalDate FIRST_DAY = LocalDate.of(2025, 3, 1);

  TenantId tenant = new TenantId("unset");

  abstract ProfileStore store();

  abstract <T> T await(Supplier<Uni<T>> work);

  @BeforeEach
  void aTenantOfItsOwn() {
    tenant = new TenantId("t-" + UUID.randomUUID());
  }

  @Test
  void profilesAreThePureFoldOfTheLog() {
    LogOf log = LogOf.people(tenant, 5, 120, 1);
    BatchResult _ = apply(log.events());
    for (int p = 0; p < 5; p++) {
      assertFolded(log.of("p" + p), "p" + p);
    }
  }

  @Test
  void anySplitIntoBatchesWithAnyRedeliveryEndsInTheSameProfiles() {
    LogOf log = LogOf.people(tenant, 4, 150, 2);
    List<PositionedEvent> events = log.events();
    Random random = new Random(3);
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(90));
      BatchResult _ = apply(events.subList(from, to));
      from = random.nextInt(4) == 0 ? Math.max(0, to - random.nextInt(60)) : to;
    }
    for (int p = 0; p < 4; p++) {
      assertFolded(log.of("p" + p), "p" + p);
    }
  }

  @Test
  void aRedeliveredBatchChangesNothingAndReturnsItsPeopleAllTheSame() {
    LogOf log = LogOf.people(tenant, 3, 40, 4);
    BatchResult first = apply(log.events());
    BatchResult again = apply(log.events());
    assertEquals(120, first.tally().folded());
    assertEquals(0, again.tally().folded());
    assertEquals(120, again.tally().alreadyApplied());
    assertEquals(byPerson(first), byPerson(again));
    assertEquals(3, again.profiles().size());
  }

  @Test
  void theReturnedProfileIsTheOneThatIsReadBack() {
    LogOf log = LogOf.people(tenant, 2, 60, 5);
    for (PublishedProfile published : apply(log.events()).profiles()) {
      ProfileAt read = published.read().orElseThrow();
      assertEquals(read, current(published.personId()));
      assertEquals(log.of(published.personId().value()).getLast().position(), read.position());
      assertEquals(log.of(published.personId().value()).getLast().appendedAt(), read.appendedAt());
    }
  }

  @Test
  void anEventThatComesLateChangesItsOwnDayAndMovesThePosition() {
    LogOf log = new LogOf(tenant);
    BatchResult _ = apply(List.of(log.append(view("a", 0, "x")), log.append(view("b", 9, "y"))));
    PositionedEvent late = log.append(view("c", 4, "x"));
    BatchResult _ = apply(List.of(late));
    assertFolded(log.events(), "p0");
    assertEquals(late.position(), current(P0).position());
    BatchResult _ = apply(List.of(log.append(view("d", 9, "y"))));
    assertFolded(log.events(), "p0");
  }

  @Test
  void nobodyKnowsWhoNeverDidAnything() {
    assertEquals(Optional.empty(), await(() -> store().current(tenant, P0)));
    assertEquals(Optional.empty(), await(() -> store().asOf(tenant, P0, Histories.START)));
    assertEquals(Optional.empty(), await(() -> store().trajectory(tenant, P0, Histories.START, 7)));
    assertTrue(await(() -> store().popularity(tenant)).categories().isEmpty());
  }

  @Test
  void popularityIsSharesOfVisitsOverAllPartitions() {
    LogOf log = new LogOf(tenant);
    List<PositionedEvent> events = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      events.add(log.append(LogOf.of(view("e" + i, 0, i < 4 ? "x" : "y"), tenant, "p" + i)));
    }
    events.add(
        log.append(
            Histories.envelope(
                "s",
                Histories.START,
                Histories.event(EventKind.EXPOSURE_SHOWN, Histories.item("i", "z")))));
    BatchResult _ = apply(events);
    assertEquals(
        List.of(share("x", 4 / 6.0), share("y", 2 / 6.0)),
        await(() -> store().popularity(tenant)).categories());
  }

  @Test
  void aDeadLetterIsPassedAndTheRestFlowsOn() {
    LogOf log = new LogOf(tenant);
    LogPosition bad = LogOf.position(0, 99);
    DeadLetter letter =
        new DeadLetter(
            tenant, bad, Histories.START, "p9", "no JSON", "{".getBytes(StandardCharsets.UTF_8));
    EventBatch batch =
        new EventBatch(
            List.of(log.append(view("a", 0, "x"))),
            List.of(letter),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertEquals(1, await(() -> store().apply(batch, Map.of())).parking().bad());
    BatchResult again = await(() -> store().apply(batch, Map.of()));
    assertEquals(0, again.parking().bad());
    assertEquals(2, again.tally().alreadyApplied());
    assertFolded(log.events(), "p0");
  }

  @Test
  void anEmptyBatchIsApplied() {
    assertEquals(List.of(), apply(List.of()).profiles());
  }

  @Test
  void tenantsDoNotMix() {
    LogOf log = LogOf.people(tenant, 1, 30, 7);
    BatchResult _ = apply(log.events());
    TenantId other = new TenantId("u-" + UUID.randomUUID());
    LogOf otherLog = LogOf.people(other, 1, 10, 8);
    BatchResult _ = apply(otherLog.events());
    assertFolded(log.events(), "p0");
    assertEquals(10, await(() -> store().current(other, P0)).orElseThrow().profile().eventCount());
  }

  BatchResult apply(List<PositionedEvent> events) {
    return await(() -> store().apply(LogOf.batch(events), Map.of()));
  }

  ProfileAt current(PersonId person) {
    return await(() -> store().current(tenant, person)).orElseThrow();
  }

  EventEnvelope view(String id, int day, String category) {
    EventEnvelope event =
        Histories.envelope(
            id,
            Histories.START.plusSeconds(86_400L * day + 60),
            new BehaviorEvent.ItemViewed(Histories.item("i", category), null));
    return LogOf.of(event, tenant, "p0");
  }

  void assertFolded(List<PositionedEvent> events, String person) {
    PersonId id = new PersonId(person);
    assertEquals(folded(events, id), current(id).profile(), person);
  }

  static CategoryShare share(String category, double share) {
    return new CategoryShare(CategoryPath.of(category), share);
  }

  private static Map<PersonId, Integer> byPerson(BatchResult result) {
    Map<PersonId, Integer> bytes = new TreeMap<>();
    for (PublishedProfile profile : result.profiles()) {
      bytes.put(profile.personId(), java.util.Arrays.hashCode(profile.sum()));
    }
    return bytes;
  }

  InterestProfile folded(List<PositionedEvent> events, PersonId person) {
    List<PositionedEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(9));
    Map<LocalDate, DayCell> cells = new TreeMap<>();
    for (PositionedEvent event : shuffled) {
      LocalDate day = DayCell.dayOf(event.envelope());
      cells.merge(
          day,
          DayCell.empty(day).fold(event.envelope()),
          (cell, one) -> cell.fold(event.envelope()));
    }
    ProfileSum sum = ProfileSum.of(List.copyOf(cells.values()));
    assertArrayEquals(sum.toBytes(), ProfileSum.fromBytes(sum.toBytes()).toBytes());
    return sum.profile(tenant, person);
  }
}
