package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.Joint;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which view of somebody with several names every {@link InterestViewStore} keeps. */
abstract class RevisedViewsContract extends WithdrawnViewsContract {

  private static final LogPosition ELSEWHERE = new LogPosition(1, 3, 4, -1);

  @Test
  void views_of_somebody_with_several_names_go_by_revision_then_by_position() {
    PersonId person = new PersonId("several");
    assertEquals(new WriteResult(1, 0), write(Scored.person("several", 9, Scored.MODEL)));
    assertEquals(new WriteResult(1, 0), write(revised(3, 1_000_000)));
    assertEquals(new WriteResult(0, 1), write(Scored.person("several", 20, Scored.MODEL)));
    assertEquals(new WriteResult(0, 1), write(revised(8, 999_999)));
    assertEquals(new WriteResult(1, 0), write(revised(4, 1_000_000)));
    assertEquals(new WriteResult(1, 0), write(revised(1, 1_000_001)));
    InterestView view = view("several").orElseThrow();
    assertEquals(new Joint(1_000_001, List.of(ELSEWHERE)), view.joint());
    for (Question question : Question.values()) {
      Answer answer = wait(elsewhere().answer(Scored.TENANT, person, question)).orElseThrow();
      assertEquals(Optional.of(true), answer.joint().reaches(answer.position(), ELSEWHERE));
      assertTrue(answer.etag().contains("~1000001"), answer.etag());
    }
    Void _ =
        wait(
            elsewhere()
                .withdraw(
                    List.of(
                        new InterestViewStore.Withdrawn(
                            Scored.TENANT, person, Scored.at(0), 1_000_002))));
    assertEquals(Optional.empty(), view("several"));
    assertEquals(new WriteResult(0, 1), write(revised(5, 1_000_001)));
    assertEquals(new WriteResult(1, 0), write(revised(0, 1_000_003)));
  }

  @Test
  void a_follower_is_sent_a_newer_revision_at_the_same_position() {
    AssertSubscriber<InterestView> follower =
        store()
            .follow(Scored.TENANT, new PersonId("follow-several"))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    for (int revision = 1; revision <= 3; revision++) {
      assertEquals(new WriteResult(1, 0), write(revised("follow-several", 7, revision)));
      follower.awaitItems(revision, PATIENCE);
    }
    assertEquals(
        List.of(1L, 2L, 3L),
        follower.getItems().stream().map(view -> view.joint().revision()).toList());
  }

  private static ScoredInterest revised(long entry, long revision) {
    return revised("several", entry, revision);
  }

  private static ScoredInterest revised(String person, long entry, long revision) {
    ScoredInterest alone = Scored.person(person, entry, Scored.MODEL);
    ProfileAt at = alone.profile();
    return new ScoredInterest(
        new ProfileAt(
            at.profile(), at.position(), at.appendedAt(), new Joint(revision, List.of(ELSEWHERE))),
        alone.migration(),
        alone.evolution(),
        alone.source(),
        alone.model());
  }
}
