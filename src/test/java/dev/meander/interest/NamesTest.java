package dev.meander.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import dev.meander.event.LogPosition;
import dev.meander.interest.Names.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A person under several names is the fold of all that was done under any of them. */
class NamesTest {

  private static final int CASES = 100;

  @Test
  void theMergeOfTheFoldsIsTheFoldOfTheMergeInWhateverOrder() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<EventEnvelope> all = Histories.events(random, random.nextInt(300), 9);
      int several = 1 + random.nextInt(5);
      List<List<EventEnvelope>> parts = new ArrayList<>();
      for (int i = 0; i < several; i++) {
        parts.add(new ArrayList<>());
      }
      all.forEach(event -> parts.get(random.nextInt(several)).add(event));
      List<Name> names = new ArrayList<>();
      parts.forEach(part -> names.add(new Name(Consent.UNASKED, Histories.cells(part))));
      assertEquals(Histories.cells(all), Names.days(names), "seed " + seed);
      Collections.shuffle(names, random);
      assertEquals(Histories.cells(all), Names.days(names), "seed " + seed);
    }
  }

  @Test
  void anEventSentUnderTwoNamesCountsForEachAndStandsOnceAmongTheNewest() {
    DayCell cell = Histories.cells(List.of(view("e", 0, "x"))).getFirst();
    DayCell both = cell.beside(cell);
    assertEquals(1, both.newest().size());
    assertEquals(1, both.eventCount());
    InterestProfile profile =
        ProfileSum.of(List.of(both)).profile(Histories.TENANT, Histories.PERSON);
    assertEquals(2, profile.eventCount());
    assertThrows(
        IllegalArgumentException.class,
        () -> cell.beside(Histories.cells(List.of(view("e", 1, "x"))).getFirst()));
  }

  @Test
  void withdrawnUnderOneNameNoDayIsLeft() {
    Name withdrawn = new Name(new Consent(false, at(2)), List.of());
    List<Name> names = List.of(name(Consent.UNASKED, 0, 3), withdrawn);
    assertFalse(Names.granted(names));
    assertEquals(List.of(), Names.days(names));
  }

  @Test
  void givenAgainUnderOneNameTheOthersCountFromTheNextWholeDay() {
    Consent given = new Consent(true, at(3).plusSeconds(60));
    List<Name> names =
        List.of(
            name(given, 3, 5), name(Consent.UNASKED, 2, 3, 4), name(new Consent(true, at(1)), 3));
    assertEquals(List.of(1, 1, 1), counts(names));
    Consent atMidnight = new Consent(true, at(3));
    assertEquals(
        List.of(2, 1), counts(List.of(name(atMidnight, 3, 5), name(Consent.UNASKED, 2, 3))));
  }

  @Test
  void whatAnAnswerReachesIsToldByPartition() {
    LogPosition own = new LogPosition(1, 5, 5, -1);
    Joint joint = new Joint(7, List.of(new LogPosition(1, 5, 9, -1), new LogPosition(2, 3, 3, -1)));
    assertEquals(Optional.of(true), joint.reaches(own, new LogPosition(1, 5, 9, -1)));
    assertEquals(Optional.of(false), joint.reaches(own, new LogPosition(1, 6, 0, -1)));
    assertEquals(Optional.of(true), joint.reaches(own, new LogPosition(2, 3, 3, -1)));
    assertEquals(Optional.of(false), joint.reaches(own, new LogPosition(2, 3, 4, -1)));
    assertEquals(Optional.empty(), joint.reaches(own, new LogPosition(0, 0, 0, -1)));
    assertEquals(Optional.of(false), Joint.ALONE.reaches(own, new LogPosition(1, 5, 6, -1)));
  }

  private static List<Integer> counts(List<Name> names) {
    return Names.days(names).stream().map(DayCell::eventCount).toList();
  }

  private static Name name(Consent consent, int... days) {
    List<EventEnvelope> events = new ArrayList<>();
    for (int day : days) {
      events.add(view("e" + consent + day, day, "x"));
    }
    return new Name(consent, Histories.cells(events));
  }

  private static Instant at(int day) {
    return Histories.START.plusSeconds(86_400L * day);
  }

  private static EventEnvelope view(String id, int day, String category) {
    return Histories.envelope(
        id,
        at(day).plusSeconds(60),
        Histories.event(EventKind.ITEM_VIEWED, Histories.item("i", category)));
  }
}
