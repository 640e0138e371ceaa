package dev.meander.launcher.training;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.launcher.sample.WireForm;
import dev.meander.statistics.Runs;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is known before a set's test part asks for the first time, as events for a service that is
 * to be asked the same: of each person the runs that are counted, and of those who are asked and
 * not counted the runs up to the first after which it is asked.
 */
public final class KnownEvents {
  private static final TenantId TENANT = new TenantId("default");

  private final ShopSet set;

  public KnownEvents(ShopSet set) {
    this.set = set;
  }

  /**
   * Writes the events as clients send them, one a line; a person's by time, equal times in the
   * set's order by their ids.
   *
   * @return how many
   */
  public int write(Writer lines) throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    int written = 0;
    for (int person = 0; person < set.people().size(); person++) {
      BenchPerson one = set.people().get(person);
      Runs runs = one.runs(set.form(), name -> numbers.computeIfAbsent(name, _ -> numbers.size()));
      int visits = 0;
      for (int run = 0; run < known(person, runs); run++) {
        visits += runs.events(run);
      }
      List<BenchVisit> known = one.visits().subList(0, visits);
      for (int i = 0; i < known.size(); i++) {
        lines.write(WireForm.line(event(one.id(), i, known.get(i))));
        lines.write('\n');
      }
      written += known.size();
    }
    return written;
  }

  private int known(int person, Runs runs) {
    return switch (set.test().split()) {
      case Part.Between split -> split.counted(person, runs);
      case Part.Among split ->
          split.asks(person, runs, 0) ? Math.min(1, runs.size()) : split.counted(person, runs);
    };
  }

  private static EventEnvelope event(String person, int place, BenchVisit visit) {
    return new EventEnvelope(
        TENANT,
        new EventId(String.format(Locale.ROOT, "%s-%07d", person, place)),
        new PersonId(person),
        Instant.ofEpochMilli(visit.millis()),
        null,
        null,
        Map.of(),
        behavior(visit));
  }

  private static BehaviorEvent behavior(BenchVisit visit) {
    Item item = new Item(new ItemId(visit.item()), CategoryPath.of(visit.category()), null, null);
    if (visit.buy()) {
      return new BehaviorEvent.ItemPurchased(item, 1, null);
    }
    return visit.intent()
        ? new BehaviorEvent.ItemFavorited(item)
        : new BehaviorEvent.ItemViewed(item, null);
  }
}
