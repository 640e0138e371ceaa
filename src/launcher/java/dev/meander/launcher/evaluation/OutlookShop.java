package dev.meander.launcher.evaluation;

import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was known of a set's people at an origin, and what followed. */
public final class OutlookShop {
  private static final double WEEKLY_DAYS = 7;

  private final OutlookSet set;
  private final long origin;
  private final long knownUntil;
  private final List<BenchPerson> known = new ArrayList<>();
  private final List<BenchPerson> whole = new ArrayList<>();
  private final FrozenShop shop;

  /**
   * Counts what came before the origin.
   *
   * @throws IllegalArgumentException when nothing did
   */
  public OutlookShop(OutlookSet set, OutlookSet.Origin origin) {
    this.set = set;
    this.origin = origin.millis();
    knownUntil = set.knownUntil(origin);
    for (BenchPerson person : set.people()) {
      List<BenchVisit> before =
          person.visits().stream().filter(visit -> visit.millis() < origin.millis()).toList();
      if (!before.isEmpty()) {
        known.add(new BenchPerson(person.id(), before));
        whole.add(person);
      }
    }
    shop = FrozenShop.of(set.form(), known, (person, runs) -> runs.size());
  }

  /** People who had an event before. */
  public int people() {
    return known.size();
  }

  public String id(int person) {
    return known.get(person).id();
  }

  /** The person's runs before the origin, as {@link OutlookExtractor} reads them. */
  public Runs runs(int person) {
    List<BenchVisit> visits = known.get(person).visits();
    int surplus = visits.size() - OutlookExtractor.MOST_VISITS;
    return surplus <= 0
        ? shop.people().get(person)
        : new BenchPerson(id(person), visits.subList(surplus, visits.size()))
            .runs(set.form(), shop.numbers()::of);
  }

  public ShopStatistics statistics() {
    return shop.statistics();
  }

  /** Names of the categories that anybody had before, by number. */
  public List<String> categories() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < shop.numbers().known(); i++) {
      names.add(shop.numbers().name(i));
    }
    return names;
  }

  /** Whether the events of the {@code days} after the origin are known. */
  public boolean observed(int days) {
    return origin + days * OutlookSet.DAY_MILLIS <= knownUntil;
  }

  /**
   * A person's weight by category in the {@code days} after the origin; -1 stands for all that
   * nobody had before.
   */
  public Map<Integer, Integer> after(int person, int days) {
    long until = origin + days * OutlookSet.DAY_MILLIS;
    Map<Integer, Integer> weights = new HashMap<>();
    for (BenchVisit visit : whole.get(person).visits()) {
      if (visit.millis() >= origin && visit.millis() < until) {
        int number = shop.numbers().of(visit.category());
        weights.merge(number < shop.numbers().known() ? number : -1, visit.weight(), Integer::sum);
      }
    }
    return weights;
  }

  /**
   * By row, the share of a person's weight that halves within {@link #WEEKLY_DAYS} days, as the
   * service tells interest.
   *
   * @param days after the origin; 0 is at the origin
   */
  public double[] weekly(int person, OutlookRows rows, int days) {
    long at = origin + days * OutlookSet.DAY_MILLIS;
    double[] shares = new double[rows.size()];
    double sum = 0;
    for (BenchVisit visit : whole.get(person).visits()) {
      if (visit.millis() < at) {
        double age = (at - visit.millis()) / (double) OutlookSet.DAY_MILLIS;
        double weight = visit.weight() * Math.pow(2, -age / WEEKLY_DAYS);
        shares[rows.find(shop.numbers().of(visit.category()))] += weight;
        sum += weight;
      }
    }
    for (int row = 0; row < shares.length; row++) {
      shares[row] = sum > 0 ? shares[row] / sum : 0;
    }
    return shares;
  }

  /** The set whose people these are. */
  public OutlookSet set() {
    return set;
  }
}
