package dev.meander.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrikeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 100})
  void a_plan_kills_exactly_as_often_as_asked(int kills) {
    assertEquals(kills, Strike.plan(kills, 1).stream().mapToInt(Strike::kills).sum());
  }

  @ParameterizedTest
  @EnumSource(Strike.Blow.class)
  void every_blow_meets_every_victim(Strike.Blow blow) {
    Set<Victim> met = EnumSet.noneOf(Victim.class);
    Strike.plan(100, 1).stream()
        .filter(strike -> strike.blow() == blow)
        .forEach(strike -> met.addAll(strike.victims()));
    assertEquals(EnumSet.allOf(Victim.class), met);
  }

  @Test
  void eight_kills_meet_everybody_and_pause_somebody() {
    List<Strike> plan = Strike.plan(8, 1);
    Set<Victim> killed = EnumSet.noneOf(Victim.class);
    plan.stream()
        .filter(strike -> strike.blow() == Strike.Blow.KILL)
        .forEach(strike -> killed.addAll(strike.victims()));
    assertEquals(EnumSet.allOf(Victim.class), killed);
    assertTrue(plan.stream().anyMatch(strike -> strike.blow() == Strike.Blow.PAUSE));
    assertTrue(plan.stream().anyMatch(strike -> strike.victims().size() == 2));
  }

  @Test
  void a_seed_tells_one_plan_from_another() {
    assertEquals(Strike.plan(50, 1), Strike.plan(50, 1));
    assertNotEquals(Strike.plan(50, 1), Strike.plan(50, 2));
  }
}
