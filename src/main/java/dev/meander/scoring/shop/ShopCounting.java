package dev.meander.scoring.shop;

import dev.meander.event.CategoryPath;
import dev.meander.event.PersonId;
import dev.meander.interest.RecentEvent;
import dev.meander.scoring.names.NameVectors;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopCounts;
import dev.meander.statistics.ShopForm;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** When the first run of each category of the vocabulary began. */
  private final long[] firstStarts;

  private final RunStarts starts = new RunStarts(MOST_STARTS);
  private List<CategoryPath> names = List.of();
  private ShopCounts counts;
  private long people;
  private long lastStart = Long.MIN_VALUE;
  private long until = Long.MAX_VALUE;

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
    this.firstStarts = new long[this.vocabulary.size()];
    Arrays.fill(firstStarts, Long.MAX_VALUE);
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

  /**
   * The number of a category of the vocabulary, below {@link #known} where it is counted; {@link
   * PersonVisits#LEFT_OUT} of others.
   */
  int numberOf(CategoryPath category) {
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
      int category = runs.category(k);
      firstStarts[category] = Math.min(firstStarts[category], runs.start(k));
      starts.add(hash, runs.start(k));
      lastStart = Math.max(lastStart, runs.start(k));
    }
  }

  /** When the last run began, milliseconds. */
  long lastStart() {
    return lastStart;
  }

  /** Spreads the bits of a string's hash (the finaliser of MurmurHash3). */
  private static int mixed(int hash) {
    int spread = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    spread = (spread ^ (spread >>> 13)) * 0xc2b2ae35;
    return spread ^ (spread >>> 16);
  }

  /** When runs began, ascending: all of them, or those of as many people as there is room for. */
  long[] starts() {
    return starts.sorted();
  }

  /** Ends the first pass: everybody has been looked at. */
  public void begin() {
    begin(Long.MAX_VALUE);
  }

  /**
   * The same, of a shop as it was: only runs that start before a moment are counted, whole.
   *
   * @param moment milliseconds
   */
  void begin(long moment) {
    until = moment;
    List<CategoryPath> later = new ArrayList<>();
    List<CategoryPath> known = new ArrayList<>();
    for (int category = 0; category < firstStarts.length; category++) {
      (firstStarts[category] < moment ? known : later).add(vocabulary.get(category));
    }
    names = List.copyOf(known);
    known.addAll(later);
    numbers.clear();
    numbers.putAll(numbers(known));
    if (!names.isEmpty()) {
      long[] counted = Arrays.stream(starts.sorted()).takeWhile(start -> start < moment).toArray();
      counts = new ShopCounts(form, names.size(), ShopCounts.latestQuarter(counted), mostPairs);
    }
  }

  /** Categories that are counted: their numbers lie below this. */
  int known() {
    return names.size();
  }

  /** Categories of the vocabulary: all numbers lie below this. */
  int numbered() {
    return vocabulary.size();
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
    counts.add(people++, runs, until == Long.MAX_VALUE ? runs.size() : runs.before(until));
  }

  /** The categories that were visited, by number; behind {@link #begin}. */
  public List<CategoryPath> names() {
    return names;
  }

  /** Everybody has been counted. */
  public ShopSnapshot snapshot(ShopSnapshot.Version version) {
    return snapshot(version, NameVectors.Compared.NOT);
  }

  /**
   * Everybody has been counted.
   *
   * @param compared what {@link #names} are like
   */
  public ShopSnapshot snapshot(ShopSnapshot.Version version, NameVectors.Compared compared) {
    return new ShopSnapshot(
        version,
        isEmpty() ? null : counts.snapshot(compared.likeness()),
        names,
        compared.waiting());
  }
}
