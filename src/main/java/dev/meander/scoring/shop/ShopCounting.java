package dev.meander.scoring.shop;

import dev.meander.event.CategoryPath;
import dev.meander.event.PersonId;
import dev.meander.interest.RecentEvent;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopCounts;
import dev.meander.statistics.ShopForm;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts a shop in two passes over its people: the first finds which categories are visited and
 * when, the second counts. Memory is bounded by what the constructor is told, however many people
 * there are. One thread at a time.
 */
public final class ShopCounting {

  /** Most starts of runs that are looked at for when a move is recent. */
  private static final int MOST_STARTS = (1 << 21) - 1;

  private final ShopForm form;
  private final int mostPairs;
  private final List<CategoryPath> vocabulary;
  private final Map<CategoryPath, Integer> numbers;
  private final BitSet visited = new BitSet();
  private final RunStarts starts = new RunStarts(MOST_STARTS);
  private List<CategoryPath> names = List.of();
  private ShopCounts counts;
  private long people;

  /**
   * @param vocabulary categories that may be counted, at most {@link ShopCounts#MOST_CATEGORIES};
   *     visits of others are as if they had not been
   * @param mostPairs see {@link ShopCounts}
   */
  public ShopCounting(ShopForm form, Collection<CategoryPath> vocabulary, int mostPairs) {
    this.form = form;
    this.mostPairs = mostPairs;
    this.vocabulary = numbered(vocabulary);
    this.numbers = numbers(this.vocabulary);
    this.counts = new ShopCounts(form, 1, 0, mostPairs);
  }

  /** As offline: by their written form. */
  private static List<CategoryPath> numbered(Collection<CategoryPath> categories) {
    List<CategoryPath> sorted = new ArrayList<>(categories);
    sorted.sort(
        Comparator.comparing(CategoryPath::toString).thenComparing(Comparator.naturalOrder()));
    return sorted;
  }

  private static Map<CategoryPath, Integer> numbers(List<CategoryPath> names) {
    Map<CategoryPath, Integer> numbers = HashMap.newHashMap(names.size());
    names.forEach(name -> numbers.put(name, numbers.size()));
    return numbers;
  }

  private int numberOf(CategoryPath category) {
    return numbers.getOrDefault(category, PersonVisits.LEFT_OUT);
  }

  /**
   * Looks at a person, once, before anybody is counted.
   *
   * @param events ascending by time
   */
  public void look(PersonId person, List<RecentEvent> events) {
    Runs runs = PersonVisits.runs(form, events, this::numberOf);
    int hash = mixed(person.value().hashCode());
    for (int k = 0; k < runs.size(); k++) {
      visited.set(runs.category(k));
      starts.add(hash, runs.start(k));
    }
  }

  /** Spreads the bits of a string's hash (the finaliser of MurmurHash3). */
  private static int mixed(int hash) {
    int spread = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    spread = (spread ^ (spread >>> 13)) * 0xc2b2ae35;
    return spread ^ (spread >>> 16);
  }

  /** Ends the first pass: everybody has been looked at. */
  public void begin() {
    names = visited.stream().mapToObj(vocabulary::get).toList();
    numbers.clear();
    numbers.putAll(numbers(names));
    if (!names.isEmpty()) {
      counts =
          new ShopCounts(form, names.size(), ShopCounts.latestQuarter(starts.sorted()), mostPairs);
    }
  }

  /** Whether there is anything to count. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /**
   * Counts a person, once, in the order of {@link #look}.
   *
   * @param events as looked at
   */
  public void count(List<RecentEvent> events) {
    Runs runs = PersonVisits.runs(form, events, this::numberOf);
    counts.add(people++, runs, runs.size());
  }

  /** Everybody has been counted. */
  public ShopSnapshot snapshot(ShopSnapshot.Version version) {
    return new ShopSnapshot(version, isEmpty() ? null : counts.snapshot(), names);
  }
}
