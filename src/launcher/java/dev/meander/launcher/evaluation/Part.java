package dev.meander.launcher.evaluation;

import dev.meander.statistics.Runs;
import dev.meander.statistics.Truths;
import java.util.BitSet;

/**
 * A part of a set: what is counted into the statistics, and after which runs it is asked what comes
 * next. What is counted lies before all that is asked for, or is of other people.
 */
public record Part(String name, Role role, Split split) {

  /** What a part is for. */
  public enum Role {
    TRAIN,
    VALID,
    TEST
  }

  /** What is counted and what is asked for. */
  public sealed interface Split {
    /** How many of a person's runs are counted. */
    int counted(int person, Runs runs);

    /** Whether the next category is asked for after run {@code k}, which is not the last. */
    boolean asks(int person, Runs runs, int k);

    /** How many of a person's runs may answer. */
    int observed(Runs runs);

    /** Until when answers are known, milliseconds. */
    long until();

    /**
     * What may answer after a run of a person.
     *
     * @param known categories that are counted
     * @param lastMillis when the set's last event was
     */
    default Truths.Reach reach(Runs runs, int known, long lastMillis) {
      return new Truths.Reach(observed(runs), Math.min(until(), lastMillis), known);
    }
  }

  /**
   * Runs that start before a moment are counted, whole, and it is asked for those that start from
   * then until another.
   */
  public record Between(long from, long until) implements Split {
    @Override
    public int counted(int person, Runs runs) {
      return runs.before(from);
    }

    @Override
    public boolean asks(int person, Runs runs, int k) {
      return runs.start(k + 1) >= from && runs.start(k + 1) < until;
    }

    @Override
    public int observed(Runs runs) {
      return runs.before(until);
    }
  }

  /** Some people are counted, it is asked for others; their times mean nothing to each other. */
  public record Among(BitSet counted, BitSet asked) implements Split {

    public Among {
      counted = (BitSet) counted.clone();
      asked = (BitSet) asked.clone();
    }

    @Override
    public int counted(int person, Runs runs) {
      return counted.get(person) ? runs.size() : 0;
    }

    @Override
    public boolean asks(int person, Runs runs, int k) {
      return asked.get(person);
    }

    @Override
    public int observed(Runs runs) {
      return runs.size();
    }

    @Override
    public long until() {
      return Long.MIN_VALUE;
    }
  }
}
