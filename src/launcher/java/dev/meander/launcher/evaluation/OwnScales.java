package dev.meander.launcher.evaluation;

import dev.meander.scoring.RankerJudgement;
import dev.meander.scoring.RankerModel;
import dev.meander.scoring.names.NameVectors;
import dev.meander.scoring.shop.LastDays;
import dev.meander.scoring.shop.MomentSample;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.Runs;
import dev.meander.statistics.Truths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the service would tell a ranker right in a set's shop, knowing what a part of it counts: by
 * the last days of that. Sets of sessions without dates have no last days; there each tenth of the
 * people is asked, on what the other nine tenths did.
 */
public final class OwnScales {

  /** As many as the service asks after unless told otherwise. */
  public static final int MOMENTS = 4_000;

  /** As own days do, a fold leaves nine tenths to be counted. */
  private static final int FOLDS = 10;

  private OwnScales() {}

  /**
   * Asks.
   *
   * @param most moments
   * @return empty where there are too few
   */
  public static Optional<ShopScales> of(ShopSet set, Part part, RankerModel model, int most) {
    return switch (part.split()) {
      case Part.Between known -> byDays(set, known, model, most);
      case Part.Among known -> byFolds(set, known, model, most);
    };
  }

  private static Optional<ShopScales> byDays(
      ShopSet set, Part.Between known, RankerModel model, int most) {
    CategoryNumbers every = new CategoryNumbers(new TreeSet<>());
    List<long[]> starts = new ArrayList<>();
    long until = Long.MIN_VALUE;
    for (int person = 0; person < set.people().size(); person++) {
      Runs runs = set.people().get(person).runs(set.form(), every::of);
      long[] seen = new long[known.counted(person, runs)];
      for (int k = 0; k < seen.length; k++) {
        seen[k] = runs.start(k);
        until = Math.max(until, runs.start(k));
      }
      starts.add(seen);
    }
    long[] sorted = starts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    long from = LastDays.from(sorted);
    if (sorted.length == 0 || sorted[0] >= from) {
      return Optional.empty();
    }
    Part.Split days = new Part.Between(from, known.from());
    return judged(set, List.of(days), until, from, model, most);
  }

  private static Optional<ShopScales> byFolds(
      ShopSet set, Part.Among known, RankerModel model, int most) {
    int[] people = known.counted().stream().toArray();
    if (people.length < FOLDS) {
      return Optional.empty();
    }
    List<Part.Split> folds = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      BitSet asked = new BitSet();
      for (int i = fold; i < people.length; i += FOLDS) {
        asked.set(people[i]);
      }
      BitSet others = (BitSet) known.counted().clone();
      others.andNot(asked);
      folds.add(new Part.Among(others, asked));
    }
    return judged(set, folds, known.until(), Long.MIN_VALUE, model, most);
  }

  /** One sample of what all splits ask, each on its own statistics; nobody is asked by two. */
  private static Optional<ShopScales> judged(
      ShopSet set, List<Part.Split> splits, long until, long from, RankerModel model, int most) {
    NameVectors names = new NameVectors();
    MomentSample sample = new MomentSample(most);
    List<FrozenShop> shops = new ArrayList<>();
    List<Map<String, Runs>> asked = new ArrayList<>();
    for (Part.Split split : splits) {
      FrozenShop shop =
          FrozenShop.of(
              set.form(),
              set.people(),
              split::counted,
              FrozenShop.Naming.of(model.schema(), names));
      Map<String, Runs> people = new TreeMap<>();
      for (int person = 0; person < shop.people().size(); person++) {
        Runs runs = shop.people().get(person);
        int seen = split.observed(runs);
        if (seen > 1 && split.asks(person, runs, seen - 2)) {
          sample.offer(set.people().get(person).id(), runs, seen, from);
          people.put(set.people().get(person).id(), runs);
        }
      }
      shops.add(shop);
      asked.add(people);
    }
    Map<String, List<Integer>> moments = sample.runs();
    RankerJudgement judgement = new RankerJudgement(model, shops.getFirst().statistics());
    for (int i = 0; i < shops.size(); i++) {
      FrozenShop shop = shops.get(i);
      Part.Split split = splits.get(i);
      asked
          .get(i)
          .forEach(
              (person, runs) -> {
                Truths.Reach reach =
                    new Truths.Reach(split.observed(runs), until, shop.numbers().known());
                for (int k : moments.getOrDefault(person, List.of())) {
                  judgement.ask(shop.statistics(), runs, k, reach);
                }
              });
    }
    return judgement.scales(Instant.ofEpochMilli(from), Instant.ofEpochMilli(until));
  }
}
