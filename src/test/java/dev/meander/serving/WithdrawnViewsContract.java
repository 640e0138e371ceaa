package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How every {@link InterestViewStore} takes views away, beside all else that it does. */
abstract class WithdrawnViewsContract extends InterestViewStoreContract {

  @Test
  void a_view_that_is_taken_away_does_not_come_back_and_a_newer_one_may() {
    PersonId person = new PersonId("withdrawn");
    assertEquals(new WriteResult(1, 0), write(Scored.person("withdrawn", 5, Scored.MODEL)));
    withdraw("withdrawn", 4);
    assertTrue(view("withdrawn").isPresent());
    withdraw("withdrawn", 6);
    assertEquals(Optional.empty(), view("withdrawn"));
    for (Question question : Question.values()) {
      assertTrue(wait(elsewhere().answer(Scored.TENANT, person, question)).isEmpty());
    }
    assertEquals(new WriteResult(0, 1), write(Scored.person("withdrawn", 5, NEXT)));
    assertEquals(Optional.empty(), view("withdrawn"));
    assertEquals(new WriteResult(1, 0), write(Scored.person("withdrawn", 7, null)));
    assertEquals(Scored.at(7), view("withdrawn").orElseThrow().position());
  }

  @Test
  void a_follower_is_done_when_the_view_is_taken_away() {
    PersonId person = new PersonId("follow-withdrawn");
    assertEquals(new WriteResult(1, 0), write(Scored.person("follow-withdrawn", 1, Scored.MODEL)));
    AssertSubscriber<InterestView> follower =
        store()
            .follow(Scored.TENANT, person)
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    follower.awaitItems(1, PATIENCE);
    withdraw("follow-withdrawn", 2);
    follower.awaitCompletion(PATIENCE);
    store()
        .follow(Scored.TENANT, person)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE))
        .awaitCompletion(PATIENCE)
        .assertHasNotReceivedAnyItem();
  }

  private void withdraw(String person, long entry) {
    InterestViewStore.Withdrawn one =
        new InterestViewStore.Withdrawn(Scored.TENANT, new PersonId(person), Scored.at(entry));
    Void _ = wait(elsewhere().withdraw(List.of(one)));
  }
}
