package dev.meander.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.LogPosition;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every look-up of ids seen keeps to. Keys differ between the tests. */
abstract class SeenEventsContract {

  abstract SeenEvents seen();

  static <T> T wait(Uni<T> asked) {
    return asked.await().atMost(Duration.ofMinutes(5));
  }

  static Seen at(long content, long entry) {
    return new Seen(content, -content, new LogPosition(3, Long.MAX_VALUE, entry, -1));
  }

  @Test
  void what_was_marked_is_found_in_the_order_asked_for() {
    SeenKey first = new SeenKey(1, -1);
    SeenKey second = new SeenKey(1, -2);
    Map<SeenKey, Seen> marks = new LinkedHashMap<>();
    marks.put(first, at(11, 1));
    marks.put(second, at(Long.MIN_VALUE, 2));
    wait(seen().mark(marks));
    assertEquals(
        Arrays.asList(at(Long.MIN_VALUE, 2), null, at(11, 1)),
        wait(seen().find(List.of(second, new SeenKey(-1, 1), first))));
  }

  @Test
  void the_first_mark_of_an_id_stays() {
    SeenKey key = new SeenKey(2, 0);
    wait(seen().mark(Map.of(key, at(1, 1))));
    wait(seen().mark(Map.of(key, at(2, 2))));
    assertEquals(List.of(at(1, 1)), wait(seen().find(List.of(key))));
  }

  @Test
  void what_is_forgotten_may_be_marked_again() {
    SeenKey key = new SeenKey(4, 0);
    SeenKey kept = new SeenKey(4, 1);
    wait(seen().mark(Map.of(key, at(1, 1), kept, at(3, 3))));
    wait(seen().forget(List.of(key, new SeenKey(4, 2))));
    assertEquals(Arrays.asList(null, at(3, 3)), wait(seen().find(List.of(key, kept))));
    wait(seen().mark(Map.of(key, at(2, 2))));
    assertEquals(List.of(at(2, 2)), wait(seen().find(List.of(key))));
    wait(seen().forget(List.of()));
  }

  @Test
  void nothing_is_asked_for_nothing() {
    assertEquals(List.of(), wait(seen().find(List.of())));
    wait(seen().mark(Map.of()));
  }

  @Test
  void a_thousand_fit_into_one_call() {
    Map<SeenKey, Seen> marks = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      marks.put(new SeenKey(3, i), at(i, i));
    }
    wait(seen().mark(marks));
    assertEquals(List.copyOf(marks.values()), wait(seen().find(List.copyOf(marks.keySet()))));
  }
}
