package dev.meander.launcher.training;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.log.EventCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers the visits of each person of a log: views, carts, favourites and purchases of an item.
 */
public final class LogPeople {
  private final Map<String, List<BenchVisit>> people = new TreeMap<>();

  /**
   * Reads a file of events in the wire form, one a line and by time; gzipped when it ends in .gz.
   *
   * @throws IOException naming the line that is no event
   */
  public static List<BenchPerson> read(Path file) throws IOException {
    LogPeople people = new LogPeople();
    try (NdjsonLog log = new NdjsonLog(new EventCodec(), new TenantId("default"), file)) {
      for (EventEnvelope event = log.next(); event != null; event = log.next()) {
        people.add(event);
      }
    }
    return people.people();
  }

  /** Adds an event; one that is no visit or names no category changes nothing. */
  public void add(EventEnvelope envelope) {
    BehaviorEvent event = envelope.event();
    boolean intent =
        event instanceof BehaviorEvent.ItemCarted || event instanceof BehaviorEvent.ItemFavorited;
    boolean buy = event instanceof BehaviorEvent.ItemPurchased;
    if ((intent || buy || event instanceof BehaviorEvent.ItemViewed)
        && event instanceof BehaviorEvent.ItemEvent about) {
      Item item = about.item();
      CategoryPath category = item.category();
      if (category != null) {
        long millis = envelope.occurredAt().toEpochMilli();
        people
            .computeIfAbsent(envelope.personId().value(), absent -> new ArrayList<>())
            .add(new BenchVisit(millis, category.toString(), item.id().value(), intent, buy));
      }
    }
  }

  /** By id; each with one visit or more. */
  public List<BenchPerson> people() {
    List<BenchPerson> set = new ArrayList<>();
    people.forEach((id, visits) -> set.add(new BenchPerson(id, visits)));
    return set;
  }
}
