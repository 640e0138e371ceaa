package dev.meander.launcher.evaluation;

import dev.meander.statistics.ShopForm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A shop's people with the parts that models are trained, chosen and judged on.
 *
 * @param people in the set's order
 * @param parts those to train on, then one to choose by and one to judge by: no part is counted or
 *     asked of what a later one asks for
 */
public record ShopSet(String name, ShopForm form, List<BenchPerson> people, List<Part> parts) {

  public ShopSet {
    people = List.copyOf(people);
    parts = List.copyOf(parts);
  }

  /**
   * Any log: three tenths of it, apart, to train on, the ninth tenth to choose by, the last to
   * judge by.
   *
   * @throws IllegalArgumentException when there is no visit
   */
  public static ShopSet ofLog(String name, ShopForm form, List<BenchPerson> people) {
    return ofLog(name, form, people, .3, .5, .7);
  }

  /** The same with other tenths to train on, all before the ninth. */
  static ShopSet ofLog(String name, ShopForm form, List<BenchPerson> people, double... trained) {
    long[] times =
        people.stream()
            .flatMap(person -> person.visits().stream())
            .mapToLong(BenchVisit::millis)
            .sorted()
            .toArray();
    if (times.length == 0) {
      throw new IllegalArgumentException(name + " has no visit");
    }
    List<Part.Between> parts = new ArrayList<>();
    for (double from : trained) {
      parts.add(
          new Part.Between(
              (long) Quantiles.of(times, from), (long) Quantiles.of(times, from + .1)));
    }
    return new ShopSet(
        name,
        form,
        people,
        byTime(parts, (long) Quantiles.of(times, .8), (long) Quantiles.of(times, .9)));
  }

  /** It is chosen by what starts from {@code first} on, and judged from {@code second} on. */
  static List<Part> byTime(List<Part.Between> trained, long first, long second) {
    List<Part> parts = new ArrayList<>();
    for (Part.Between split : trained) {
      parts.add(new Part("train" + parts.size(), Part.Role.TRAIN, split));
    }
    parts.add(new Part("valid", Part.Role.VALID, new Part.Between(first, second)));
    parts.add(new Part("test", Part.Role.TEST, new Part.Between(second, Long.MAX_VALUE)));
    return parts;
  }

  /**
   * The same shop with fewer people, as a thinner one would be: the same days are counted and
   * asked.
   *
   * @param share of the people, above 0 and below 1
   * @param seed of who stays
   * @throws IllegalArgumentException where nobody stays, or a part names its people by number
   */
  public ShopSet thinned(double share, long seed) {
    if (parts.stream().anyMatch(part -> !(part.split() instanceof Part.Between))) {
      throw new IllegalArgumentException(
          name + " can't be thinned: its parts are people, not days");
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<BenchPerson> left = people.stream().filter(person -> random.nextDouble() < share).toList();
    if (left.isEmpty()) {
      throw new IllegalArgumentException("of " + people.size() + " people none is left");
    }
    return new ShopSet(name + "@" + share, form, left, parts);
  }

  /** The part that models are judged by. */
  public Part test() {
    return parts.getLast();
  }
}
