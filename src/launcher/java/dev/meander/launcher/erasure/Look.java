package dev.meander.launcher.erasure;

import dev.meander.launcher.readmodel.Checksums;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What an instance holds at one moment, the person aside.
 *
 * @param replay of the whole log
 * @param live checksums of the tables that serve
 * @param naming what holds the person's id, by kind of place
 */
record Look(LogFold replay, List<Checksums.Table> live, Map<String, List<String>> naming) {

  /** Which tables of the read model say what, the replayed ones among them. */
  enum Group {
    OTHERS("day_cell", "interest_profile"),
    DEMAND("demand_fact", "category_count");

    private final String one;
    private final String other;

    Group(String one, String other) {
      this.one = one;
      this.other = other;
    }

    boolean holds(Checksums.Table table) {
      return table.name().equals(one) || table.name().equals(other);
    }
  }

  Look {
    live = List.copyOf(live);
    naming = Map.copyOf(naming);
  }

  /** In how many places the person is named. */
  int found() {
    return naming.values().stream().mapToInt(List::size).sum();
  }

  long unreadable(UUID key) {
    return replay.unreadable(key);
  }

  /** Whether the tables agree with the replay of the log, where it makes them. */
  boolean isAsReplayed(Group group) {
    return live.containsAll(of(group, replay.tables()));
  }

  /** Whether the tables and the replay are those of another moment. */
  boolean agrees(Look other, Group group) {
    return of(group, live).equals(of(group, other.live))
        && of(group, replay.tables()).equals(of(group, other.replay.tables()));
  }

  private static List<Checksums.Table> of(Group group, List<Checksums.Table> tables) {
    return tables.stream().filter(group::holds).toList();
  }

  /** A line for each table. */
  Stream<String> lines() {
    return Stream.concat(
        live.stream()
            .filter(table -> Stream.of(Group.values()).anyMatch(group -> group.holds(table)))
            .map(table -> "live     " + table),
        replay.tables().stream().map(table -> "replayed " + table));
  }
}
