package dev.meander.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.event.RetainedFacts;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.Histories;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How every {@link ProfileStore} forgets people, beside all else that it does. */
abstract class ErasureContract extends TimeTravelContract {

  @Test
  void whoIsErasedIsGoneAndWhatTheyVisitedStaysCountedOnce() {
    LogOf log = new LogOf(tenant);
    BatchResult _ =
        apply(
            List.of(
                log.append(view("a", 0, "x")),
                log.append(LogOf.of(view("b", 0, "y"), tenant, "p1"))));
    PersonFacts facts = new PersonFacts(tenant);
    facts.add(view("a", 0, "x"), Histories.START);
    PositionedEvent late = log.append(view("late", 1, "z"));
    PersonErasure erasure = erasure(late, P0, facts.facts());
    EventBatch batch =
        new EventBatch(List.of(late), List.of(), List.of(), List.of(), List.of(erasure), List.of());
    for (int attempt = 0; attempt < 2; attempt++) {
      BatchResult _ = await(() -> store().apply(batch, Map.of()));
      assertTrue(await(() -> store().current(tenant, P0)).isEmpty());
      assertEquals(List.of("x", "y", "z"), visited());
    }
    BatchResult _ = apply(List.of(log.append(view("back", 2, "x"))));
    assertEquals(1, current(P0).profile().eventCount());
    PositionedEvent marker = log.append(view("n", 2, "n"));
    BatchResult _ =
        await(
            () ->
                store()
                    .apply(
                        new EventBatch(
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(
                                new PersonErasure(
                                    tenant,
                                    marker.position(),
                                    "k",
                                    erasure.erasure(),
                                    null,
                                    facts.facts())),
                            List.of()),
                        Map.of()));
    assertEquals(List.of("x", "x", "y", "z"), visited());
  }

  @Test
  void aReadModelThatCannotReadTheErasedTakesWhatTheyLeft() {
    LogOf log = new LogOf(tenant);
    PersonFacts facts = new PersonFacts(tenant);
    facts.add(view("a", 0, "x"), Histories.START);
    facts.add(view("a", 0, "x"), Histories.START);
    facts.add(view("b", 0, "y"), Histories.START);
    PositionedEvent unreadable = log.append(view("a", 0, "x"));
    PositionedEvent marker = log.append(view("n", 0, "n"));
    EventBatch batch =
        new EventBatch(
            List.of(),
            List.of(),
            List.of(new ErasedEntry(tenant, unreadable.position(), null, null)),
            List.of(),
            List.of(erasure(marker, null, facts.facts())),
            List.of());
    assertEquals(1, await(() -> store().apply(batch, Map.of())).tally().erased());
    assertEquals(List.of("x", "y"), visited());
    assertEquals(0, await(() -> store().apply(batch, Map.of())).tally().erased());
    assertEquals(List.of("x", "y"), visited());
  }

  @Test
  void whatWasPutAsideOfTheErasedIsNoLongerCounted() {
    LogOf log = new LogOf(tenant);
    List<DeadLetter> letters = List.of(bad(log, "p0"), bad(log, "k"), bad(log, "p2"));
    List<PositionedEvent> behind = new ArrayList<>();
    for (int i = 0; i < 1_004; i++) {
      behind.add(log.append(view("e" + i, 0, "x")));
    }
    EventBatch first = new EventBatch(behind, letters, List.of(), List.of(), List.of(), List.of());
    assertEquals(
        new ParkedTotals(3, 1_002, 5),
        PoisonedLog.total(await(() -> store().apply(first, Map.of()))));

    PositionedEvent late = log.append(view("late", 1, "x"));
    PositionedEvent marker = log.append(view("n", 1, "n"));
    PersonErasure erasure = erasure(marker, P0, new PersonFacts(tenant).facts());
    EventBatch batch =
        new EventBatch(List.of(late), List.of(), List.of(), List.of(), List.of(erasure), List.of());
    ParkedTotals ofTheOther = new ParkedTotals(1, 1, 0);
    for (int attempt = 0; attempt < 2; attempt++) {
      BatchResult result = await(() -> store().apply(batch, Map.of()));
      assertEquals(ofTheOther, PoisonedLog.total(result));
    }
    LogPartition partition = new LogPartition(tenant, marker.position().partition());
    assertEquals(ofTheOther, await(() -> store().take(partition)).parked());
  }

  /** An entry under that key, in the partition of {@link #P0}. */
  private DeadLetter bad(LogOf log, String key) {
    PositionedEvent at = log.append(view("bad-" + key, 0, "x"));
    return new DeadLetter(
        tenant, at.position(), at.appendedAt(), key, "NOT_JSON", "{".getBytes(UTF_8));
  }

  private PersonErasure erasure(
      PositionedEvent at, @Nullable PersonId person, RetainedFacts facts) {
    return new PersonErasure(tenant, at.position(), "k", UUID.randomUUID(), person, facts);
  }

  /** Categories by name, each as often as it was visited. */
  private List<String> visited() {
    List<CategoryShare> shares = await(() -> store().popularity(tenant)).categories();
    double least = shares.stream().mapToDouble(CategoryShare::share).min().orElse(1);
    return shares.stream()
        .flatMap(
            share ->
                Collections.nCopies(
                    (int) Math.round(share.share() / least), share.category().levels().getFirst())
                    .stream())
        .sorted()
        .toList();
  }
}
