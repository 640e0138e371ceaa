package dev.meander.ingest;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A log in memory; its answers can be held back. */
final class MemoryEventLog implements EventLog {

  private final List<LoggedEvent.Decoded> events = new ArrayList<>();
  private Set<PersonId> barred = Set.of();
  private Uni<Void> before = Uni.createFrom().voidItem();

  /** Each append answers after that. */
  void answerAfter(Uni<Void> release) {
    before = release;
  }

  int size() {
    return events.size();
  }

  @Override
  public Uni<Set<PersonId>> barred(List<LoggedEvent.Decoded> events) {
    return Uni.createFrom().item(barred);
  }

  /** Takes nothing of these people from now on. */
  void bar(PersonId... people) {
    barred = Set.of(people);
  }

  @Override
  public Uni<List<LogPosition>> append(List<LoggedEvent.Decoded> appended) {
    return before.map(
        ignored -> {
          List<LogPosition> positions = new ArrayList<>();
          for (LoggedEvent.Decoded event : appended) {
            positions.add(new LogPosition(0, 1, events.size(), -1));
            events.add(event);
          }
          return positions;
        });
  }
}
