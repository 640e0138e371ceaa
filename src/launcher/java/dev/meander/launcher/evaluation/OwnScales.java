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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How the service would tell a ranker right in a set's shop, knowing what a part of it counts: by
 * the last days of that. Sets of sessions without dates have no last days; there the part before is
 * asked.
 */
public final class OwnScales {

  /** As many as the service asks after unless told otherwise. */
  public static final int MOMENTS = 4_000;

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
      case Part.Among _ -> {
        int at = set.parts().indexOf(part);
        yield at == 0 ? Optional.empty() : byPart(set, set.parts().get(at - 1), model, most);
      }
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
    return judged(set, new Part.Between(from, known.from()), until, from, model, most);
  }

  private static Optional<ShopScales> byPart(ShopSet set, Part part, RankerModel model, int most) {
    return judged(set, part.split(), part.split().until(), Long.MIN_VALUE, model, most);
  }

  private static Optional<ShopScales> judged(
      ShopSet set, Part.Split split, long until, long from, RankerModel model, int most) {
    FrozenShop shop =
        FrozenShop.of(
            set.form(),
            set.people(),
            split::counted,
            FrozenShop.Naming.of(model.schema(), new NameVectors()));
    MomentSample sample = new MomentSample(most);
    Map<String, Runs> people = new HashMap<>();
    for (int person = 0; person < shop.people().size(); person++) {
      Runs runs = shop.people().get(person);
      int seen = split.observed(runs);
      if (seen > 1 && split.asks(person, runs, seen - 2)) {
        sample.offer(set.people().get(person).id(), runs, seen, from);
        people.put(set.people().get(person).id(), runs);
      }
    }
    RankerJudgement judgement = new RankerJudgement(model, shop.statistics());
    int known = shop.numbers().known();
    sample
        .runs()
        .forEach(
            (person, moments) -> {
              Runs runs = Objects.requireNonNull(people.get(person));
              Truths.Reach reach = new Truths.Reach(split.observed(runs), until, known);
              moments.forEach(k -> judgement.ask(runs, k, reach));
            });
    return judgement.scales(Instant.ofEpochMilli(from), Instant.ofEpochMilli(until));
  }
}
