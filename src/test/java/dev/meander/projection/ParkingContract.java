package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.interest.Histories;
import dev.meander.projection.ParkingDecision.Act;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a {@link ProfileStore} puts aside what it cannot fold, and lets it go on. */
abstract class ParkingContract extends PoisonedLog {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void a_bad_entry_holds_its_person_and_nobody_else(int batch) {
    poisoned(this::bad);
    BatchResult _ = apply(0, batch);
    assertProfile(ofSick.subList(0, BAD), SICK);
    assertProfile(ofWell, WELL);
    List<ParkedEntry> aside = about(decide(BAD, new Act.Retry(), SICK));
    assertEquals(EVENTS - BAD, aside.size());
    assertEquals("NOT_JSON", aside.getFirst().letter().reason());
    assertTrue(aside.stream().skip(1).allMatch(e -> e.letter().reason().equals(DeadLetter.BEHIND)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void an_event_that_makes_the_fold_fail_holds_its_person_and_nobody_else(int batch) {
    poisoned(this::unfoldable);
    BatchResult _ = apply(0, batch);
    assertProfile(ofSick.subList(0, BAD), SICK);
    assertProfile(ofWell, WELL);
    List<ParkedEntry> aside = about(decide(BAD, new Act.Retry(), SICK));
    assertEquals(EVENTS - BAD, aside.size());
    assertEquals("FOLD_FAILED: IllegalArgumentException", aside.getFirst().letter().reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void mended_and_retried_it_is_as_if_it_had_been_good_from_the_start(int batch) {
    poisoned(this::bad);
    log.add(decide(BAD, mended(BAD), SICK));
    log.add(decide(BAD, new Act.Retry(), SICK));
    EventEnvelope later = of(Histories.events(new Random(3), 1, 12).getFirst(), tenant, SICK);
    log.add(positioned(later));
    BatchResult _ = apply(0, batch);
    List<EventEnvelope> all = new ArrayList<>(ofSick);
    all.add(later);
    assertProfile(all, SICK);
    assertProfile(ofWell, WELL);
    assertEquals(List.of(), about(decide(BAD, new Act.Retry(), SICK)));
    List<EventEnvelope> everything = new ArrayList<>(all);
    everything.addAll(ofWell);
    assertEquals(popularityOf(everything), await(() -> store().popularity(tenant)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void discarded_it_is_as_if_it_had_never_been(int batch) {
    poisoned(this::unfoldable);
    log.add(decide(BAD, new Act.Discard(), SICK));
    BatchResult _ = apply(0, batch);
    List<EventEnvelope> rest = new ArrayList<>(ofSick);
    rest.remove(BAD);
    assertProfile(rest, SICK);
    assertEquals(List.of(), about(decide(BAD, new Act.Retry(), SICK)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void a_retry_goes_as_far_as_the_next_bad_one(int batch) {
    poisoned(this::bad);
    int second = 2 * (BAD + 10);
    log.set(second, unfoldable(second));
    log.add(decide(BAD, mended(BAD), SICK));
    log.add(decide(BAD, new Act.Retry(), SICK));
    BatchResult _ = apply(0, batch);
    assertProfile(ofSick.subList(0, BAD + 10), SICK);
    List<ParkedEntry> aside = about(decide(BAD, new Act.Retry(), SICK));
    assertEquals(EVENTS - BAD - 10, aside.size());
    assertEquals("FOLD_FAILED: IllegalArgumentException", aside.getFirst().letter().reason());
    int from = log.size();
    log.add(decide(BAD + 10, new Act.Discard(), SICK));
    BatchResult _ = apply(from, batch);
    List<EventEnvelope> rest = new ArrayList<>(ofSick);
    rest.remove(BAD + 10);
    assertProfile(rest, SICK);
  }

  @Test
  void what_is_read_again_from_the_stored_position_stays_put_aside() {
    poisoned(this::bad);
    BatchResult _ = apply(0, 7);
    BatchResult _ = apply(20, 9);
    assertProfile(ofSick.subList(0, BAD), SICK);
    assertEquals(EVENTS - BAD, about(decide(BAD, new Act.Retry(), SICK)).size());
  }

  @Test
  void a_decision_that_comes_again_changes_nothing_and_names_its_person() {
    poisoned(this::bad);
    BatchResult _ = apply(0, 7);
    int from = log.size();
    log.add(decide(BAD, new Act.Discard(), SICK));
    assertEquals(EVENTS - BAD - 1, apply(from, 7).parking().released());
    BatchResult again = apply(from, 7);
    assertEquals(0, again.parking().released());
    assertEquals(SICK, again.profiles().getFirst().personId());
    assertEquals(current(SICK), again.profiles().getFirst().read().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void a_withdrawal_of_consent_is_heard_although_its_person_is_held_up(int batch) {
    poisoned(this::bad);
    EventEnvelope withdrawal =
        Histories.envelope("w", Histories.START.plusSeconds(3_600), new ConsentChanged(false));
    log.add(
        new PositionedEvent(
            of(withdrawal, tenant, SICK),
            LogOf.position(0, log.size()),
            Histories.START.plusSeconds(7_200),
            SICK.value(),
            "w".getBytes(StandardCharsets.UTF_8)));
    BatchResult _ = apply(0, batch);
    assertGone(apply(log.size() - 1, 1));
    assertEquals(EVENTS - BAD, about(decide(BAD, new Act.Retry(), SICK)).size());
    int from = log.size();
    log.add(decide(BAD, new Act.Discard(), SICK));
    BatchResult released = apply(from, 1);
    assertEquals(EVENTS - BAD - 1, released.parking().released());
    assertEquals(EVENTS - BAD - 1, released.tally().withheld());
    assertGone(released);
    assertProfile(ofWell, WELL);
  }

  private static void assertGone(BatchResult result) {
    assertEquals(SICK, result.profiles().getFirst().personId());
    assertEquals(Optional.empty(), result.profiles().getFirst().read());
  }

  @Test
  void a_decision_about_nothing_changes_nothing() {
    log.add(positioned(ofWell.getFirst()));
    log.add(decide(0, new Act.Discard(), WELL));
    BatchResult result = apply(0, 9);
    assertEquals(1, result.parking().idle());
    assertProfile(ofWell.subList(0, 1), WELL);
  }

  @Test
  void an_entry_without_a_person_holds_nobody_and_can_be_discarded() {
    LogPosition bad = LogOf.position(0, 0);
    byte[] payload = "{".getBytes(StandardCharsets.UTF_8);
    log.add(new DeadLetter(tenant, bad, Histories.START, null, "NOT_JSON", payload));
    log.add(positioned(ofSick.getFirst()));
    BatchResult _ = apply(0, 9);
    assertProfile(ofSick.subList(0, 1), SICK);
    ParkingDecision discard =
        new ParkingDecision(
            tenant, LogOf.position(0, 2), Histories.START, null, bad, null, new Act.Discard());
    assertEquals(1, about(discard).size());
    log.add(discard);
    assertEquals(1, apply(2, 9).parking().discarded());
    assertEquals(List.of(), about(discard));
  }

  @Test
  void beyond_the_limit_entries_stay_in_the_log_and_wait_for_a_rebuild() {
    log.add(bad(0));
    for (int i = 1; i < 1_005; i++) {
      EventEnvelope view =
          Histories.envelope(
              "e" + i,
              Histories.START,
              new BehaviorEvent.ItemViewed(Histories.item("i", "x"), null));
      log.add(positioned(of(view, tenant, SICK)));
    }
    BatchResult result = apply(0, 300);
    assertEquals(new ParkedTotals(1, 1_000, 5), total(result));
    log.add(decide(0, new Act.Discard(), SICK));
    assertEquals(1, apply(1_005, 9).parking().idle());
    assertEquals(Optional.empty(), await(() -> store().current(tenant, SICK)));
  }
}
