package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.interest.Histories;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ProfileAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom the names are of in every {@link ProfileStore}, beside all else that it does. */
abstract class IdentityContract extends ConsentContract {

  @Test
  void whatWasDoneUnderBothNamesIsOneProfileUnderEach() {
    LogOf log = new LogOf(tenant);
    BatchResult _ = apply(List.of(log.append(viewed("known", "k1", 3, "x"))));
    BatchResult _ = apply(List.of(log.append(viewed("anon", "a1", 3, "y"))));
    BatchResult _ = apply(List.of(log.append(viewed("anon", "a2", 1, "z"))));
    BatchResult merged = apply(List.of(log.append(merge("known", "m", 5, "anon", true))));
    assertEquals(2, merged.profiles().size());
    for (PublishedProfile published : merged.profiles()) {
      assertEquals(current(published.personId()), published.read().orElseThrow());
      assertEquals(folded(log.events(), published.personId()), profile(published));
      assertTrue(published.joint().revision() > 0);
    }
    PositionedEvent next = log.append(viewed("anon", "a3", 6, "y"));
    BatchResult later = apply(List.of(next));
    for (PublishedProfile published : later.profiles()) {
      assertEquals(folded(log.events(), published.personId()), profile(published));
      PublishedProfile before =
          merged.profiles().stream()
              .filter(one -> one.personId().equals(published.personId()))
              .findFirst()
              .orElseThrow();
      assertTrue(published.isNewerThan(before));
      assertEquals(
          Optional.of(true), published.joint().reaches(published.position(), next.position()));
    }
    assertEquals(
        folded(log.events().subList(2, 3), id("known")),
        await(() -> store().asOf(tenant, id("known"), day(2))).orElseThrow().profile());
    assertEquals(
        4,
        await(() -> store().trajectory(tenant, id("anon"), day(9), 99))
            .orElseThrow()
            .days()
            .size());
  }

  @Test
  void unmergedEachAnswersForItselfAgain() {
    LogOf log = new LogOf(tenant);
    BatchResult _ =
        apply(
            List.of(
                log.append(viewed("known", "k1", 3, "x")),
                log.append(viewed("anon", "a1", 4, "y"))));
    ProfileAt before = current(id("anon"));
    BatchResult merged = apply(List.of(log.append(merge("known", "m", 5, "anon", true))));
    assertNotEquals(before.profile(), current(id("anon")).profile());
    BatchResult parted = apply(List.of(log.append(merge("known", "u", 6, "anon", false))));
    assertEquals(before.profile(), current(id("anon")).profile());
    assertEquals(folded(log.of("known"), id("known")), current(id("known")).profile());
    assertEquals(2, parted.profiles().size());
    for (PublishedProfile published : parted.profiles()) {
      assertEquals(current(published.personId()), published.read().orElseThrow());
      assertTrue(
          merged.profiles().stream()
              .allMatch(
                  one ->
                      !one.personId().equals(published.personId()) || published.isNewerThan(one)));
    }
    // An older word that comes late changes nothing.
    BatchResult _ = apply(List.of(log.append(merge("known", "late", 4, "anon", true))));
    assertEquals(before.profile(), current(id("anon")).profile());
  }

  @Test
  void ofTwoWhoClaimANameTheNewestClaimHasIt() {
    LogOf log = new LogOf(tenant);
    BatchResult _ = apply(List.of(log.append(viewed("anon", "a1", 4, "y"))));
    BatchResult _ = apply(List.of(log.append(merge("two", "m2", 7, "anon", true))));
    BatchResult _ = apply(List.of(log.append(merge("one", "m1", 6, "anon", true))));
    assertEquals(2, current(id("anon")).profile().eventCount());
    assertEquals(1, current(id("one")).profile().eventCount());
    BatchResult taken = apply(List.of(log.append(merge("one", "m3", 8, "anon", true))));
    assertEquals(1, current(id("two")).profile().eventCount());
    assertEquals(3, current(id("one")).profile().eventCount());
    assertEquals(
        List.of("anon", "one", "two"),
        taken.profiles().stream().map(one -> one.personId().value()).sorted().toList());
    BatchResult back = apply(List.of(log.append(merge("one", "m4", 9, "anon", false))));
    assertEquals(2, current(id("two")).profile().eventCount());
    assertEquals(3, back.profiles().size());
  }

  @Test
  void whoeverIsClaimedHasNoNamesAndTwoWhoClaimEachOtherStayApart() {
    LogOf log = new LogOf(tenant);
    BatchResult _ = apply(List.of(log.append(viewed("anon", "a1", 4, "y"))));
    BatchResult _ = apply(List.of(log.append(merge("mid", "m1", 5, "anon", true))));
    BatchResult _ = apply(List.of(log.append(merge("top", "m2", 6, "mid", true))));
    assertEquals(1, current(id("anon")).profile().eventCount());
    assertEquals(2, current(id("top")).profile().eventCount());
    BatchResult _ = apply(List.of(log.append(merge("mid", "m3", 7, "top", true))));
    assertEquals(1, current(id("top")).profile().eventCount());
    assertEquals(2, current(id("mid")).profile().eventCount());
    BatchResult _ = apply(List.of(log.append(merge("top", "m4", 8, "mid", false))));
    assertEquals(5, current(id("anon")).profile().eventCount());
    assertEquals(5, current(id("top")).profile().eventCount());
  }

  @Test
  void aNameTooManyAndTheOwnAreNotTaken() {
    LogOf log = new LogOf(tenant);
    List<PositionedEvent> events = new ArrayList<>();
    for (int i = 0; i < MemberClaims.MOST; i++) {
      events.add(log.append(merge("known", "m" + i, 2, "anon" + i, true)));
    }
    assertEquals(0, apply(events).tally().namings());
    BatchResult _ = apply(List.of(log.append(viewed("anon1", "a1", 3, "y"))));
    BatchResult _ = apply(List.of(log.append(viewed("other", "a2", 3, "y"))));
    BatchResult refused =
        apply(
            List.of(
                log.append(merge("known", "many", 4, "other", true)),
                log.append(merge("known", "own", 4, "known", true)),
                log.append(merge("known", "again", 4, "anon1", true))));
    assertEquals(2, refused.tally().namings());
    assertEquals(1, current(id("other")).profile().eventCount());
    assertEquals(MemberClaims.MOST + 4, current(id("known")).profile().eventCount());
  }

  @Test
  void whatIsForbiddenUnderOneNameIsForbiddenUnderAll() {
    LogOf log = new LogOf(tenant);
    BatchResult _ =
        apply(
            List.of(
                log.append(viewed("known", "k1", 1, "x")),
                log.append(merge("known", "m", 2, "anon", true)),
                log.append(viewed("anon", "a1", 2, "y"))));
    BatchResult gone = apply(List.of(log.append(consents("anon", "w", 3, false))));
    assertEquals(2, gone.profiles().size());
    gone.profiles().forEach(one -> assertTrue(one.read().isEmpty()));
    for (String name : List.of("known", "anon")) {
      assertWithdrawn(name);
    }
    BatchResult _ = apply(List.of(log.append(viewed("known", "k2", 4, "x"))));
    assertWithdrawn("known");
    BatchResult _ =
        apply(
            List.of(
                log.append(consents("anon", "g", 5, true)),
                log.append(viewed("known", "k3", 6, "z")),
                log.append(viewed("anon", "a2", 7, "z"))));
    assertEquals(
        List.of("z"),
        current(id("known")).profile().categories().stream()
            .map(one -> one.category().toString())
            .toList());
    assertEquals(3, current(id("anon")).profile().eventCount());
  }

  @Test
  void whoIsForgottenClaimsNoNameAndIsNoOthers() {
    LogOf log = new LogOf(tenant);
    BatchResult _ =
        apply(
            List.of(
                log.append(viewed("anon", "a1", 2, "y")),
                log.append(merge("known", "m", 2, "anon", true))));
    PositionedEvent last = log.append(viewed("known", "k1", 3, "x"));
    EventBatch erased =
        new EventBatch(
            List.of(), List.of(), List.of(), List.of(), List.of(erasure("known", last)), List.of());
    BatchResult _ = await(() -> store().apply(erased, Map.of()));
    assertEquals(Optional.empty(), await(() -> store().current(tenant, id("known"))));
    assertEquals(folded(log.of("anon"), id("anon")), current(id("anon")).profile());
    PositionedEvent anew = log.append(viewed("known", "k9", 9, "x"));
    BatchResult _ = apply(List.of(anew));
    assertEquals(folded(List.of(anew), id("known")), current(id("known")).profile());
  }

  private PersonErasure erasure(String person, PositionedEvent at) {
    return new PersonErasure(
        tenant,
        at.position(),
        person,
        java.util.UUID.randomUUID(),
        id(person),
        dev.meander.event.RetainedFacts.NONE);
  }

  private void assertWithdrawn(String name) {
    Throwable refused =
        assertThrows(Throwable.class, () -> await(() -> store().current(tenant, id(name))));
    assertTrue(
        refused instanceof ConsentWithdrawnException
            || refused.getCause() instanceof ConsentWithdrawnException,
        refused::toString);
  }

  static InterestProfile profile(PublishedProfile published) {
    return published.read().orElseThrow().profile();
  }

  static PersonId id(String name) {
    return new PersonId(name);
  }

  static Instant day(int day) {
    return Histories.START.plusSeconds(86_400L * day + 7_200);
  }

  EventEnvelope viewed(String person, String id, int day, String category) {
    return event(
        person, id, day, new BehaviorEvent.ItemViewed(Histories.item("i", category), null));
  }

  EventEnvelope merge(String known, String id, int day, String member, boolean merged) {
    return event(known, id, day, new PersonMerged(new PersonId(member), merged));
  }

  private EventEnvelope consents(String person, String id, int day, boolean granted) {
    return event(person, id, day, new ConsentChanged(granted));
  }

  private EventEnvelope event(String person, String id, int day, BehaviorEvent event) {
    return LogOf.of(
        Histories.envelope(id, Histories.START.plusSeconds(86_400L * day + 60), event),
        tenant,
        person);
  }
}
