package dev.meander.launcher.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.launcher.replay.KeyedService.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayTest {

  private static final int PEOPLE = 7;
  private static final int EVENTS = 500;

  @TempDir Path folder;

  private KeyedService service;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    service = KeyedService.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void every_event_arrives_once_and_each_persons_in_order() throws Exception {
    assertEquals(new Totals(EVENTS, 0, 1), replay());
    assertOrder();
    assertEquals(List.of("refused 501: torn"), told);
  }

  @Test
  void a_second_run_starts_at_the_beginning_and_finds_duplicates() throws Exception {
    var _ = replay();
    assertEquals(new Totals(0, EVENTS, 1), replay());
  }

  @Test
  void a_lost_answer_is_asked_for_again_under_the_same_key() throws Exception {
    service.plan(number -> number % 3 == 1 ? Trouble.ANSWER_LOST : Trouble.NONE);
    assertEquals(new Totals(EVENTS, 0, 1), replay());
    assertOrder();
  }

  @Test
  void a_busy_service_is_waited_for() throws Exception {
    service.plan(number -> number <= 6 ? Trouble.BUSY : Trouble.NONE);
    assertEquals(new Totals(EVENTS, 0, 1), replay());
    assertOrder();
    assertTrue(told.contains("waiting the service answers 503"), told.toString());
    assertTrue(told.contains("answering"), told.toString());
  }

  @Test
  void a_run_that_broke_off_anywhere_goes_on_with_the_totals_of_a_whole_one() throws Exception {
    for (int dead = 1; dead <= 40; dead += 6) {
      int last = dead;
      service.close();
      service = KeyedService.start();
      // Stored, but never answered for: what a kill of the service after the broker's ack leaves.
      service.plan(
          number ->
              number < last
                  ? Trouble.NONE
                  : number == last ? Trouble.ANSWER_LOST : Trouble.REFUSED);
      assertThrows(ReplayException.class, this::replay, "request " + last);
      service.plan(_ -> Trouble.NONE);
      assertEquals(new Totals(EVENTS, 0, 1), replay(), "broken off at request " + last);
      assertOrder();
    }
  }

  @Test
  void patience_has_an_end_and_the_position_stays() throws Exception {
    service.plan(_ -> Trouble.BUSY);
    var failure = assertThrows(ReplayException.class, this::replay);
    assertTrue(failure.toString().contains("503"), failure.toString());
    try (var file = PositionFile.open(folder, "test")) {
      assertTrue(file.read().isPresent());
    }
  }

  @Test
  void another_input_is_not_resumed() throws Exception {
    service.plan(number -> number < 5 ? Trouble.NONE : Trouble.REFUSED);
    assertThrows(ReplayException.class, this::replay);
    service.plan(_ -> Trouble.NONE);
    Totals totals = replay("another", new Listed(events()));
    assertEquals(EVENTS + 1, totals.events());
    assertTrue(told.stream().noneMatch(line -> line.startsWith("resumed")), told.toString());
  }

  @Test
  void a_refusal_of_the_service_names_the_line_and_the_field() throws Exception {
    var source = new Listed(List.of(new ReplayRecord.Event(12, "p", "{\"personId\":\"p\"}")));
    assertEquals(new Totals(0, 0, 1), replay("one", source));
    assertEquals(List.of("refused 12: /eventId missing"), told);
  }

  private void assertOrder() {
    for (int person = 0; person < PEOPLE; person++) {
      int p = person;
      List<String> expected =
          IntStream.range(0, EVENTS).filter(i -> i % PEOPLE == p).mapToObj(i -> "e" + i).toList();
      assertEquals(expected, service.of("p" + person));
    }
  }

  private Totals replay() throws IOException, InterruptedException {
    return replay("the input", new Listed(events()));
  }

  private Totals replay(String input, EventSource source) throws IOException, InterruptedException {
    var target = new Replay.Target(service.url(), 5, 0, Duration.ofSeconds(2));
    try (var file = PositionFile.open(folder, "test")) {
      Totals totals = new Replay(target, listener()).run(source, input, file);
      file.forget();
      return totals;
    }
  }

  private static List<ReplayRecord> events() {
    List<ReplayRecord> records = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String person = "p" + i % PEOPLE;
      records.add(
          new ReplayRecord.Event(
              i + 1, person, "{\"eventId\":\"e%d\",\"personId\":\"%s\"}".formatted(i, person)));
    }
    records.add(new ReplayRecord.Unreadable(EVENTS + 1, "torn"));
    return records;
  }

  private ReplayListener listener() {
    return new ReplayListener() {
      @Override
      public void resumed(long records) {
        told.add("resumed " + records);
      }

      @Override
      public void advanced(Totals totals, double progress) {
        assertTrue(progress >= 0 && progress <= 1);
      }

      @Override
      public void refused(long line, String reason) {
        told.add("refused " + line + ": " + reason);
      }

      @Override
      public void waiting(String why) {
        told.add("waiting " + why);
      }

      @Override
      public void answering() {
        told.add("answering");
      }
    };
  }

  private static final class Listed implements EventSource {
    private final List<ReplayRecord> records;
    private int next;

    Listed(List<ReplayRecord> records) {
      this.records = records;
    }

    @Override
    public Optional<ReplayRecord> next() {
      return next < records.size() ? Optional.of(records.get(next++)) : Optional.empty();
    }

    @Override
    public double progress() {
      return (double) next / records.size();
    }

    @Override
    public void close() {}
  }
}
