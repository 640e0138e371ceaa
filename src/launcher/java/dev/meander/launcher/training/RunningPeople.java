package dev.meander.launcher.training;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.interest.DayCell;
import dev.meander.interest.RecentEvent;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.launcher.readmodel.ReadModel;
import dev.meander.projection.PeopleScan;
import dev.meander.scoring.shop.PersonVisits;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gathers the visits of everybody of a running service, out of the read model that serves, as the
 * service gathers them when it counts the shop: who was erased, withdrew their consent or lies
 * aside is not among them, and late events stand where they belong. One thread.
 */
public final class RunningPeople {
  private final List<BenchPerson> people = new ArrayList<>();
  private final List<RecentEvent> events = new ArrayList<>();
  private String person = "";

  private RunningPeople() {}

  /**
   * Reads the tables of one moment.
   *
   * @param configuration the service's
   * @return by id; each with one visit or more
   */
  public static List<BenchPerson> read(Map<String, String> configuration) throws IOException {
    String tenant = configuration.getOrDefault("meander.tenant", "default");
    RunningPeople gathered = new RunningPeople();
    try (ReadModel model = ReadModel.open(configuration)) {
      model.people(tenant, gathered::take);
    } catch (SQLException e) {
      throw new IOException("PostgreSQL can't be read: " + e.getMessage(), e);
    }
    gathered.end();
    return gathered.people;
  }

  private void take(String id, LocalDate day, byte[] body) {
    if (!id.equals(person)) {
      end();
      person = id;
    }
    events.addAll(DayCell.fromBytes(day, body).newest());
  }

  private void end() {
    int first = Math.max(0, events.size() - PeopleScan.MOST_EVENTS);
    List<BenchVisit> visits = new ArrayList<>();
    for (RecentEvent event : events.subList(first, events.size())) {
      CategoryPath category = PersonVisits.visited(event);
      if (category != null) {
        visits.add(visit(event, category));
      }
    }
    events.clear();
    if (!visits.isEmpty()) {
      people.add(new BenchPerson(person, visits));
    }
  }

  private static BenchVisit visit(RecentEvent event, CategoryPath category) {
    EventKind kind = event.kind();
    return new BenchVisit(
        event.occurredAt().toEpochMilli(),
        category.toString(),
        Objects.requireNonNullElse(event.itemId(), ""),
        kind == EventKind.ITEM_CARTED || kind == EventKind.ITEM_FAVORITED,
        kind == EventKind.ITEM_PURCHASED);
  }
}
