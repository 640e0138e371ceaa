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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is known before a set's test part asks for the first time, as events for a service that is
 * to be asked the same: of each person the runs that are counted, and of those who are asked and
 * not counted the runs up to the first after which it is asked.
 */
public final class KnownEvents {
  private static final TenantId TENANT = new TenantId("default");

  private static final String ASKED = ".asked";

  private final ShopSet set;

  /**
   * Writes a set's events to a file, and to one of that name and {@code .asked} those of who is
   * asked and not counted, where there is anybody.
   *
   * @return how many
   */
  public static int write(ShopSet set, Path file) throws IOException {
    Path asked = file.resolveSibling(file.getFileName() + ASKED);
    int written;
    try (Writer counted = Files.newBufferedWriter(file);
        Writer others = Files.newBufferedWriter(asked)) {
      written = new KnownEvents(set).write(counted, others);
    }
    if (Files.size(asked) == 0) {
      Files.delete(asked);
    }
    return written;
  }

  KnownEvents(ShopSet set) {
    this.set = set;
  }

  /**
   * Writes the events as clients send them, one a line; a person's by time, equal times in the
   * set's order by their ids. Who is who is told by {@link #served}.
   *
   * @param counted what the shop is counted from
   * @param asked what is known of those who are asked and not counted: the service is to know it
   *     once it has counted
   * @return how many
   */
  int write(Writer counted, Writer asked) throws IOException {
    Map<String, Integer> numbers = new HashMap<>();
    int written = 0;
    for (int person = 0; person < set.people().size(); person++) {
      BenchPerson one = set.people().get(person);
      Runs runs = one.runs(set.form(), name -> numbers.computeIfAbsent(name, _ -> numbers.size()));
      written +=
          switch (set.test().split()) {
            case Part.Between split -> write(counted, person, runs, split.counted(person, runs));
            case Part.Among split ->
                split.asks(person, runs, 0)
                    ? write(asked, person, runs, Math.min(1, runs.size()))
                    : write(counted, person, runs, split.counted(person, runs));
          };
    }
    return written;
  }

  private int write(Writer lines, int person, Runs runs, int known) throws IOException {
    BenchPerson one = set.people().get(person);
    int visits = 0;
    for (int run = 0; run < known; run++) {
      visits += runs.events(run);
    }
    for (int i = 0; i < visits; i++) {
      lines.write(WireForm.line(event(served(person, one.id()), i, one.visits().get(i))));
      lines.write('\n');
    }
    return visits;
  }

  /**
   * The id by which the service is to know a person: it counts people in the order of their ids,
   * and of a category with many sessions those of the last people are looked at, which must be the
   * last of the set.
   *
   * @param place in the set, from 0
   * @param id in the set, which is what follows the first hyphen
   */
  static String served(int place, String id) {
    return String.format(Locale.ROOT, "%07d-%s", place, id);
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
