package dev.meander.scoring.shop;

import dev.meander.statistics.Runs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * A bounded sample of the moments of a shop's days, each as likely as any other: those of the
 * smallest hashes, so that it depends on who is there and not on their order. One thread.
 */
public final class MomentSample {

  private record Moment(long hash, String person, int run) {}

  private static final Comparator<Moment> LARGEST_FIRST =
      Comparator.comparingLong(Moment::hash)
          .thenComparing(Moment::person)
          .thenComparingInt(Moment::run)
          .reversed();

  private final int most;
  private final PriorityQueue<Moment> kept = new PriorityQueue<>(LARGEST_FIRST);

  /**
   * @param most moments that are kept
   */
  public MomentSample(int most) {
    this.most = most;
  }

  /**
   * Offers the moments after a person's runs that the next run follows on the days.
   *
   * @param visible how many of the runs are known
   * @param from when the days begin, milliseconds
   */
  public void offer(String person, Runs runs, int visible, long from) {
    for (int k = Math.max(0, runs.before(from) - 1); k + 1 < visible; k++) {
      offer(person, k);
    }
  }

  /** Offers one moment, after a person's {@code k}-th run or event. */
  void offer(String person, int k) {
    long hash = mixed(((long) person.hashCode() << Integer.SIZE) + k);
    Moment largest = kept.peek();
    if (kept.size() < most || (largest != null && hash < largest.hash)) {
      boolean _ = kept.add(new Moment(hash, person, k));
      if (kept.size() > most) {
        Moment _ = kept.poll();
      }
    }
  }

  /** Spreads the bits of a number (the finaliser of SplitMix64). */
  private static long mixed(long bits) {
    long spread = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    spread = (spread ^ (spread >>> 27)) * 0x94d049bb133111ebL;
    return spread ^ (spread >>> 31);
  }

  /** The runs after which it is asked, ascending, by person. */
  public Map<String, List<Integer>> runs() {
    Map<String, List<Integer>> runs = new TreeMap<>();
    for (Moment moment : kept) {
      runs.computeIfAbsent(moment.person, _ -> new ArrayList<>()).add(moment.run);
    }
    runs.values().forEach(each -> each.sort(Comparator.naturalOrder()));
    return runs;
  }

  /** How many moments are kept. */
  public int size() {
    return kept.size();
  }
}
