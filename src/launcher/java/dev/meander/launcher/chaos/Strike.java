package dev.meander.launcher.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One disturbance.
 *
 * @param victims one, or two within a second
 * @param downMillis how long they stay killed or paused
 * @param calmMillis how long nothing happens once the answers have caught up
 */
record Strike(Blow blow, Set<Victim> victims, int downMillis, int calmMillis) {

  /** What is done to a victim. */
  enum Blow {
    /** SIGKILL, started again after a while. */
    KILL,
    /** SIGSTOP, SIGCONT after a while. */
    PAUSE,
    /** Stopped in order and started again at once. */
    RESTART
  }

  private static final int TWO_AT_ONCE = 6;
  private static final int PAUSED = 3;
  private static final int RESTARTED = 7;

  Strike {
    victims = Set.copyOf(victims);
  }

  /** In the order of the enum. */
  Set<Victim> inOrder() {
    return EnumSet.copyOf(victims);
  }

  /** The name under which its times are reported. */
  String kind() {
    String whom = victims.size() == 1 ? victims.iterator().next().toString() : "two at once";
    return blow.name().toLowerCase(Locale.ROOT) + " " + whom;
  }

  int kills() {
    return blow == Blow.KILL ? victims.size() : 0;
  }

  /**
   * So many kills, each victim in turn in a random order, two at once now and then, and pauses and
   * restarts between them.
   */
  static List<Strike> plan(int kills, long seed) {
    var dice = new Dice(new SplittableRandom(seed));
    List<Strike> plan = new ArrayList<>();
    int killed = 0;
    for (int turn = 1; killed < kills; turn++) {
      boolean two = turn % TWO_AT_ONCE == 0 && killed + 2 <= kills;
      Strike kill = dice.strike(Blow.KILL, two ? 2 : 1);
      killed += kill.kills();
      plan.add(kill);
      if (turn % PAUSED == 0) {
        plan.add(dice.strike(Blow.PAUSE, 1));
      }
      if (turn % RESTARTED == 0) {
        plan.add(dice.strike(Blow.RESTART, 1));
      }
    }
    return plan;
  }

  /** A bag of victims for each kind of blow, refilled when empty: each has its turn. */
  private static final class Dice {
    private final SplittableRandom random;
    private final Map<Blow, List<Victim>> bags = new EnumMap<>(Blow.class);

    Dice(SplittableRandom random) {
      this.random = random;
    }

    Strike strike(Blow blow, int victims) {
      Set<Victim> whom = EnumSet.noneOf(Victim.class);
      while (whom.size() < victims) {
        whom.add(draw(bags.computeIfAbsent(blow, _ -> new ArrayList<>())));
      }
      int down = blow == Blow.PAUSE ? random.nextInt(1000, 6000) : random.nextInt(2000);
      return new Strike(blow, whom, down, random.nextInt(200, 1500));
    }

    private Victim draw(List<Victim> bag) {
      if (bag.isEmpty()) {
        bag.addAll(List.of(Victim.values()));
      }
      return bag.remove(random.nextInt(bag.size()));
    }
  }
}
