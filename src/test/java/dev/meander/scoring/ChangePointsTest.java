package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.EventKind;
import dev.meander.interest.Migration.ChangePoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangePointsTest {

  private static void alternating(People person, int from, int to, String one, String other) {
    for (int hour = from; hour < to; hour++) {
      person.add(EventKind.ITEM_VIEWED, hour % 2 == 0 ? one : other, Duration.ofHours(hour));
    }
  }

  @Test
  void aTurnIsFoundWhereItHappened() {
    People person = new People();
    alternating(person, 0, 40, "home/lamp", "garden/tools");
    alternating(person, 40, 80, "baby/pram", "toys/puzzle");
    List<ChangePoint> found = ChangePoints.of(person.profile());
    assertEquals(1, found.size());
    assertEquals(People.START.plus(Duration.ofHours(40)), found.getFirst().at());
    assertEquals(1, found.getFirst().divergence(), 1e-12);
  }

  @Test
  void twoTurnsAreToldInTheOrderOfTime() {
    People person = new People();
    alternating(person, 0, 40, "home/lamp", "garden/tools");
    alternating(person, 40, 80, "baby/pram", "toys/puzzle");
    alternating(person, 80, 120, "sports/shoes", "sports/ball");
    assertEquals(
        List.of(40L, 80L),
        ChangePoints.of(person.profile()).stream()
            .map(turn -> Duration.between(People.START, turn.at()).toHours())
            .toList());
  }

  @Test
  void ofTurnsEquallySharpTheFirstIsTold() {
    People person = new People();
    alternating(person, 0, 40, "home/lamp", "garden/tools");
    person.add(EventKind.ITEM_VIEWED, "home/rug", Duration.ofHours(40));
    alternating(person, 41, 82, "baby/pram", "toys/puzzle");
    // Before and after hour 40 and hour 41 nothing is shared: both turns are whole.
    assertEquals(
        List.of(40L),
        ChangePoints.of(person.profile()).stream()
            .map(turn -> Duration.between(People.START, turn.at()).toHours())
            .toList());
  }

  @Test
  void steadyInterestHasNoTurn() {
    People person = new People();
    alternating(person, 0, 120, "home/lamp", "garden/tools");
    assertEquals(List.of(), ChangePoints.of(person.profile()));
  }

  @Test
  void aHistoryOfFewVisitsSaysNothing() {
    assertEquals(
        List.of(), ChangePoints.of(People.visiting("a/a", "b/b", "c/c", "d/d", "e/e", "f/f")));
  }
}
