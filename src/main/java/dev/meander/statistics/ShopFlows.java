package dev.meander.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How a shop's people move between categories, in counts. Immutable. A move is the step from a run
 * of one category to the next run, of another.
 */
public final class ShopFlows {

  /** Any category, where flows are asked for. */
  public static final int ANY = -1;

  /**
   * Moves from one category to another.
   *
   * @param moves all of them
   * @param firstMoves those of people who had never been there
   */
  public record Flow(int from, int to, long moves, long firstMoves) {}

  /**
   * A category as a whole.
   *
   * @param visits runs of it
   * @param visitors people who had one
   * @param movesIn moves to it, {@code firstMovesIn} of them by people who had never been there,
   *     {@code recentMovesIn} of them in the latest quarter of all runs
   * @param movesOut moves away from it
   */
  public record Traffic(
      long visits,
      long visitors,
      long movesIn,
      long firstMovesIn,
      long recentMovesIn,
      long movesOut) {}

  /**
   * How often people go back to a category of theirs at their next move.
   *
   * @param from how many others they visited since, at least
   * @param to at most; {@link Integer#MAX_VALUE} for any number
   * @param exposed how often they could have
   * @param hits how often they did
   */
  public record Returning(int from, int to, long exposed, long hits) {}

  private static final int[] FIRST_RANKS = HazardCounts.firstRanks();

  private final CountedRows moved;
  private final CountedRows novel;
  private final PopularityCounts popularity;
  private final List<Returning> returning;
  private final long firstMoves;

  ShopFlows(ShopCounts counts, CountedRows moved, CountedRows novel) {
    this.moved = moved;
    this.novel = novel;
    popularity = new PopularityCounts(counts.categories);
    popularity.addAll(counts.popularity);
    List<Returning> found = new ArrayList<>();
    for (int bucket = 1; bucket < HazardCounts.RANKS; bucket++) {
      found.add(returning(counts.hazards, bucket));
    }
    returning = List.copyOf(found);
    long first = 0;
    for (long each : popularity.novelMoves) {
      first += each;
    }
    firstMoves = first;
  }

  private static Returning returning(HazardCounts hazards, int bucket) {
    long exposed = 0;
    long hits = 0;
    for (int visits = 0; visits < HazardCounts.VISITS; visits++) {
      for (int same = 0; same < 2; same++) {
        int cell = HazardCounts.cell(bucket, visits, same == 1);
        exposed += hazards.exposed[cell];
        hits += hazards.hit[cell];
      }
    }
    int to = bucket < FIRST_RANKS.length ? FIRST_RANKS[bucket] - 1 : Integer.MAX_VALUE;
    return new Returning(FIRST_RANKS[bucket - 1], to, exposed, hits);
  }

  public long people() {
    return popularity.people;
  }

  /** All moves of all people. */
  public long moves() {
    return popularity.gaps;
  }

  /** Moves to where the person had never been. */
  public long firstMoves() {
    return firstMoves;
  }

  /** By how many other categories were visited since, ascending. */
  public List<Returning> returning() {
    return returning;
  }

  /**
   * @param category a known one
   */
  public Traffic traffic(int category) {
    int place = moved.find(category);
    return new Traffic(
        popularity.visits[category],
        popularity.visitors[category],
        popularity.moves[category],
        popularity.novelMoves[category],
        popularity.recentMoves[category],
        place < 0 ? 0 : moved.total(place));
  }

  /**
   * The largest flows, by descending moves, then numbers. Reads all flows where {@code from} is
   * {@link #ANY}: milliseconds.
   *
   * @param from a known category or {@link #ANY}
   * @param to likewise
   * @param most at least 1
   */
  public List<Flow> largest(int from, int to, int most) {
    PriorityQueue<Flow> best = new PriorityQueue<>(ShopFlows::compare);
    int first = from == ANY ? 0 : moved.find(from);
    int end = from == ANY ? moved.rows() : first + 1;
    for (int place = Math.max(0, first); place < end; place++) {
      for (int at = moved.first(place); at < moved.end(place); at++) {
        if (to == ANY || moved.column(at) == to) {
          offer(best, place, at, most);
        }
      }
    }
    List<Flow> sorted = new ArrayList<>(best);
    sorted.sort((a, b) -> compare(b, a));
    return sorted;
  }

  private void offer(PriorityQueue<Flow> best, int place, int at, int most) {
    Flow least = best.peek();
    long count = moved.count(at);
    if (best.size() == most && least != null && count < least.moves()) {
      return;
    }
    int from = (int) moved.row(place);
    int to = moved.column(at);
    best.add(new Flow(from, to, count, novel.countOf(from, to)));
    if (best.size() > most) {
      Flow _ = best.poll();
    }
  }

  /** The smaller flow first. */
  private static int compare(Flow a, Flow b) {
    int byMoves = Long.compare(a.moves(), b.moves());
    int byFrom = byMoves != 0 ? byMoves : Integer.compare(b.from(), a.from());
    return byFrom != 0 ? byFrom : Integer.compare(b.to(), a.to());
  }
}
