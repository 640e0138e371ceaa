package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.PersonId;
import dev.meander.interest.ProfileAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every {@link ProfileStore} makes of events that stand in the log more than once. */
abstract class RepetitionContract extends ProfileStoreContract {

  @Test
  void aDuplicateElsewhereInTheLogIsCaughtByItsDay() {
    LogOf log = new LogOf(tenant);
    BatchResult _ = apply(List.of(log.append(view("a", 0, "x")), log.append(view("b", 9, "y"))));
    ProfileAt before = current(P0);
    BatchResult result =
        apply(List.of(log.append(view("a", 0, "x")), log.append(view("b", 9, "y"))));
    assertEquals(2, result.tally().duplicates());
    assertEquals(0, result.tally().folded());
    assertEquals(before.profile(), current(P0).profile());
    assertEquals(current(P0), result.profiles().getFirst().read().orElseThrow());
    assertEquals(
        List.of(share("x", 0.5), share("y", 0.5)),
        await(() -> store().popularity(tenant)).categories());
  }

  @Test
  void aRepetitionMovesThePositionForItsClientWasToldWhereItStands() {
    LogOf log = new LogOf(tenant);
    BatchResult _ = apply(List.of(log.append(view("a", 0, "x")), log.append(view("b", 9, "y"))));
    for (String again : List.of("b", "a")) {
      PositionedEvent second = log.append(view(again, again.equals("a") ? 0 : 9, "x"));
      ProfileAt published = apply(List.of(second)).profiles().getFirst().read().orElseThrow();
      assertEquals(second.position(), published.position(), again);
      assertEquals(published, current(P0), again);
    }
    PositionedEvent last = log.append(view("c", 9, "y"));
    PositionedEvent repeated = log.append(view("c", 9, "y"));
    BatchResult _ = apply(List.of(last, repeated));
    assertEquals(repeated.position(), current(P0).position());
    assertEquals(repeated.appendedAt(), current(P0).appendedAt());
    BatchResult _ = apply(List.of(log.append(view("d", 9, "y"))));
    assertEquals(log.events().getLast().position(), current(P0).position());
  }

  @Test
  void thePositionIsThatOfThePersonsNewestEntryWhateverTheBatches() {
    LogOf log = LogOf.people(tenant, 3, 60, 11);
    Random random = new Random(12);
    List<PositionedEvent> once = List.copyOf(log.events());
    for (int i = 0; i < 90; i++) {
      PositionedEvent _ = log.append(once.get(random.nextInt(once.size())).envelope());
    }
    List<PositionedEvent> events = new ArrayList<>(log.events());
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(7));
      BatchResult _ = apply(events.subList(from, to));
      for (PositionedEvent last : events.subList(from, to)) {
        PersonId person = last.envelope().personId();
        PositionedEvent newest =
            events.subList(0, to).stream()
                .filter(event -> event.envelope().personId().equals(person))
                .toList()
                .getLast();
        assertEquals(newest.position(), current(person).position());
        assertEquals(newest.appendedAt(), current(person).appendedAt());
      }
      from = to;
    }
    for (int p = 0; p < 3; p++) {
      assertFolded(once.stream().filter(isOf("p" + p)).toList(), "p" + p);
    }
  }

  private static Predicate<PositionedEvent> isOf(String person) {
    return event -> event.envelope().personId().value().equals(person);
  }
}
