package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link InterestViewStore} keeps. Each test has people of its own. */
abstract class InterestViewStoreContract {

  static final ModelIdentity NEXT = new ModelIdentity("migration", "4");
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The store under test. */
  abstract InterestViewStore store();

  /** Another process's access to the same views. */
  abstract InterestViewStore elsewhere();

  @Test
  void an_unknown_person_has_no_view() {
    assertEquals(Optional.empty(), view("nobody"));
    for (Question question : Question.values()) {
      assertTrue(wait(store().answer(Scored.TENANT, new PersonId("nobody"), question)).isEmpty());
    }
  }

  @Test
  void a_view_is_read_back_as_it_was_scored() {
    ScoredInterest scored = Scored.fullPerson("back 口红/%2F");
    assertEquals(new WriteResult(1, 0), write(scored));
    assertEquals(Optional.of(InterestView.of(scored)), view("back 口红/%2F"));
  }

  @Test
  void answers_without_parameters_are_those_that_the_view_gives() {
    ScoredInterest scored = Scored.person("answers", 5, Scored.MODEL);
    assertEquals(new WriteResult(1, 0), write(scored));
    InterestView view = InterestView.of(scored);
    assertSame(AnswerJson.interests(view, 20), answer("answers", Question.INTERESTS));
    assertSame(
        AnswerJson.migration(view, new MigrationShape(3, 3, 5)),
        answer("answers", Question.MIGRATION));
    assertSame(
        AnswerJson.evolution(view, new EvolutionShape(7, 5)),
        answer("answers", Question.EVOLUTION));
  }

  @Test
  void a_forgotten_view_is_gone_and_its_person_may_have_another() {
    assertEquals(false, wait(store().forget(Scored.TENANT, new PersonId("forgotten"))));
    assertEquals(new WriteResult(1, 0), write(Scored.person("forgotten", 9, Scored.MODEL)));
    assertEquals(new WriteResult(1, 0), write(Scored.person("kept", 9, Scored.MODEL)));
    assertEquals(true, wait(elsewhere().forget(Scored.TENANT, new PersonId("forgotten"))));
    assertEquals(Optional.empty(), view("forgotten"));
    assertTrue(view("kept").isPresent());
    assertEquals(new WriteResult(1, 0), write(Scored.person("forgotten", 5, Scored.MODEL)));
  }

  @Test
  void a_newer_position_replaces_an_older_one_never_the_other_way() {
    assertEquals(new WriteResult(1, 0), write(Scored.person("newer", 9, Scored.MODEL)));
    assertEquals(new WriteResult(0, 1), write(Scored.person("newer", 8, NEXT)));
    assertEquals(Scored.at(9), view("newer").orElseThrow().position());
    assertEquals(new WriteResult(1, 0), write(Scored.person("newer", 10, Scored.MODEL)));
    assertEquals(Scored.at(10), view("newer").orElseThrow().position());
  }

  @Test
  void a_redelivered_view_changes_nothing() {
    assertEquals(new WriteResult(1, 0), write(Scored.person("again", 4, Scored.MODEL)));
    assertEquals(new WriteResult(0, 1), write(Scored.person("again", 4, Scored.MODEL)));
  }

  @Test
  void another_model_replaces_a_view_of_the_same_position_but_the_baseline_never_a_model() {
    assertEquals(new WriteResult(1, 0), write(Scored.person("model", 4, null)));
    assertEquals(new WriteResult(0, 1), write(Scored.person("model", 4, null)));
    assertEquals(new WriteResult(1, 0), write(Scored.person("model", 4, Scored.MODEL)));
    assertEquals(new WriteResult(1, 0), write(Scored.person("model", 4, NEXT)));
    assertEquals(new WriteResult(0, 1), write(Scored.person("model", 4, null)));
    assertEquals(NEXT, view("model").orElseThrow().model());
    assertEquals(new WriteResult(1, 0), write(Scored.person("model", 5, null)));
  }

  @Test
  void a_ranker_replaces_the_migration_of_the_same_position() {
    ScoredInterest plain = Scored.person("ranked", 4, Scored.MODEL);
    assertEquals(new WriteResult(1, 0), write(plain));
    ScoredInterest ranked = Scored.ranked(plain, NEXT);
    assertEquals(new WriteResult(1, 0), write(ranked));
    assertEquals(new WriteResult(0, 1), write(ranked));
    assertEquals(NEXT, view("ranked").orElseThrow().migration().ranker());
  }

  @Test
  void positions_are_compared_as_numbers() {
    assertEquals(new WriteResult(1, 0), write(Scored.person("digits", 99, Scored.MODEL)));
    assertEquals(new WriteResult(1, 0), write(Scored.person("digits", 100, Scored.MODEL)));
    assertEquals(new WriteResult(0, 1), write(Scored.person("digits", 20, Scored.MODEL)));
    assertEquals(
        new WriteResult(1, 0), write(Scored.person("digits", Long.MAX_VALUE - 1, Scored.MODEL)));
    assertEquals(Scored.at(Long.MAX_VALUE - 1), view("digits").orElseThrow().position());
  }

  @Test
  void a_batch_may_name_a_person_twice_and_fill_many_calls() {
    List<ScoredInterest> batch = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      batch.add(Scored.person("batch-" + i % 150, i / 150, Scored.MODEL));
    }
    WriteResult first = wait(store().write(batch));
    assertEquals(300, first.written() + first.superseded());
    assertTrue(first.written() >= 150, first.toString());
    Collections.reverse(batch);
    assertEquals(new WriteResult(0, 300), wait(store().write(batch)));
    assertEquals(new WriteResult(0, 0), wait(store().write(List.of())));
    assertEquals(Scored.at(1), view("batch-149").orElseThrow().position());
  }

  @Test
  void whatever_the_order_of_writers_the_newest_view_stays() {
    List<Uni<WriteResult>> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      List<Integer> entries = new ArrayList<>();
      for (int entry = 0; entry < 40; entry++) {
        entries.add(entry * 8 + writer);
      }
      Collections.shuffle(entries, new Random(writer));
      for (int entry : entries) {
        InterestViewStore store = writer % 2 == 0 ? store() : elsewhere();
        writers.add(store.write(List.of(Scored.person("race", entry, Scored.MODEL))));
      }
    }
    Collections.shuffle(writers, new Random(42));
    List<WriteResult> results =
        wait(Uni.join().all(writers).usingConcurrencyOf(32).andCollectFailures());
    assertEquals(320, results.stream().mapToInt(r -> r.written() + r.superseded()).sum());
    assertEquals(Scored.at(319), view("race").orElseThrow().position());
    assertEquals(
        319,
        view("race").orElseThrow().counts().values().stream()
            .mapToLong(c -> c)
            .max()
            .orElseThrow());
  }

  @Test
  void tenants_and_people_are_kept_apart_whatever_their_names() {
    assertEquals(
        new WriteResult(2, 0),
        wait(
            store()
                .write(
                    List.of(
                        Scored.person(new TenantId("a:b"), "c", 1, null),
                        Scored.person(new TenantId("a"), "b:c", 2, null)))));
    assertEquals(
        Scored.at(1),
        wait(store().read(new TenantId("a:b"), new PersonId("c"))).orElseThrow().position());
    assertEquals(
        Scored.at(2),
        wait(store().read(new TenantId("a"), new PersonId("b:c"))).orElseThrow().position());
  }

  @Test
  void a_follower_gets_the_view_there_is_and_each_newer_one_wherever_it_is_written() {
    assertEquals(new WriteResult(1, 0), write(Scored.person("follow", 1, Scored.MODEL)));
    AssertSubscriber<InterestView> follower =
        store()
            .follow(Scored.TENANT, new PersonId("follow"))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    follower.awaitItems(1, PATIENCE);
    writeElsewhere(Scored.person("follow", 2, Scored.MODEL));
    follower.awaitItems(2, PATIENCE);
    writeElsewhere(Scored.person("follow", 1, NEXT));
    writeElsewhere(Scored.person("somebody else", 7, Scored.MODEL));
    writeElsewhere(Scored.person("follow", 3, Scored.MODEL));
    follower.awaitItems(3, PATIENCE);
    assertEquals(
        List.of(Scored.at(1), Scored.at(2), Scored.at(3)),
        follower.getItems().stream().map(InterestView::position).toList());
    follower.cancel();
  }

  @Test
  void a_slow_follower_skips_to_the_newest_view() {
    AssertSubscriber<InterestView> follower =
        store()
            .follow(Scored.TENANT, new PersonId("slow"))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(0));
    for (int entry = 1; entry <= 50; entry++) {
      writeElsewhere(Scored.person("slow", entry, Scored.MODEL));
    }
    while (follower.getItems().isEmpty()
        || !follower.getLastItem().position().equals(Scored.at(50))) {
      follower.awaitNextItems(1, PATIENCE);
    }
    assertTrue(follower.getItems().size() < 50, follower.getItems().size() + " items");
    follower.cancel();
  }

  final WriteResult write(ScoredInterest scored) {
    return wait(store().write(List.of(scored)));
  }

  private void writeElsewhere(ScoredInterest scored) {
    WriteResult result = wait(elsewhere().write(List.of(scored)));
    assertEquals(1, result.written() + result.superseded());
  }

  final Optional<InterestView> view(String person) {
    return wait(store().read(Scored.TENANT, new PersonId(person)));
  }

  private Answer answer(String person, Question question) {
    return wait(store().answer(Scored.TENANT, new PersonId(person), question)).orElseThrow();
  }

  private static void assertSame(Answer expected, Answer actual) {
    assertEquals(expected.position(), actual.position());
    assertEquals(expected.appendedAt(), actual.appendedAt());
    assertEquals(expected.etag(), actual.etag());
    assertEquals(expected.ageAt(), actual.ageAt());
    assertArrayEquals(expected.json(), actual.json());
  }

  static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }
}
