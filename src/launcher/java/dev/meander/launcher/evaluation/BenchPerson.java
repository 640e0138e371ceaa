package dev.meander.launcher.evaluation;

import dev.meander.statistics.Runs;
import dev.meander.statistics.RunsBuilder;
import dev.meander.statistics.ShopForm;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * A person of a published set.
 *
 * @param visits by time; equal times in the set's order
 */
public record BenchPerson(String id, List<BenchVisit> visits) {

  public BenchPerson {
    visits = visits.stream().sorted(Comparator.comparingLong(BenchVisit::millis)).toList();
  }

  /** The person's runs, categories numbered as {@code number} says. */
  public Runs runs(ShopForm form, ToIntFunction<String> number) {
    RunsBuilder runs = new RunsBuilder(form);
    Set<String> items = new HashSet<>();
    for (BenchVisit visit : visits) {
      runs.visit(
          number.applyAsInt(visit.category()),
          visit.millis(),
          visit.intent(),
          visit.buy(),
          items.add(visit.item()));
    }
    return runs.build();
  }
}
