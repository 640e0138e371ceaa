package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.Trajectory;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.serving.InterestViewStore.Withdrawn;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person without a view is told, and what is told after it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReadsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final PersonId PERSON = new PersonId("somebody");
  private static final Reads.Asked ASKED = new Reads.Asked(Scored.TENANT, PERSON, null);

  private final MemoryInterestViewStore views = new MemoryInterestViewStore();

  @Test
  void a_view_that_comes_late_never_takes_an_answer_back() {
    Reads reads = reads(known(5));
    assertEquals(Scored.at(5), told(reads));
    write(Scored.person(PERSON.value(), 1, Scored.MODEL));
    assertEquals(Scored.at(5), told(reads));
    assertEquals(Scored.at(5), interests(reads));
    write(Scored.person(PERSON.value(), 6, Scored.MODEL));
    assertEquals(Scored.at(6), told(reads));
  }

  @Test
  void the_model_answers_once_it_has_reached_what_was_told() {
    Reads reads = reads(known(5));
    assertEquals(Scored.at(5), told(reads));
    write(Scored.person(PERSON.value(), 5, Scored.MODEL));
    assertEquals(Scored.MODEL, held().orElseThrow().model());
  }

  @Test
  void a_view_that_came_meanwhile_stays() {
    write(Scored.person(PERSON.value(), 7, Scored.MODEL));
    assertEquals(Scored.at(7), told(reads(known(5))));
    assertEquals(Scored.MODEL, held().orElseThrow().model());
  }

  @Test
  void somebody_erased_meanwhile_is_unknown_and_leaves_no_view() {
    assertEquals(ErrorCode.UNKNOWN_PERSON, refused(reads(known(5), null)));
    assertTrue(held().isEmpty());
  }

  @Test
  void consent_withdrawn_meanwhile_is_respected() {
    Reads reads =
        new Reads(
            views,
            guarded(
                new Known(known(5), null) {
                  @Override
                  Uni<Optional<ScoredInterest>> afterwards() {
                    views
                        .withdraw(List.of(new Withdrawn(Scored.TENANT, PERSON, Scored.at(6))))
                        .await()
                        .atMost(PATIENCE);
                    return Uni.createFrom()
                        .failure(new ProblemException(ErrorCode.CONSENT_WITHDRAWN, "withdrawn"));
                  }
                }),
            settings(),
            Clock.systemUTC());
    assertEquals(ErrorCode.CONSENT_WITHDRAWN, refused(reads));
    assertTrue(held().isEmpty());
  }

  private static ScoredInterest known(long entry) {
    return Scored.person(PERSON.value(), entry, null);
  }

  private Reads reads(@Nullable ScoredInterest... answers) {
    return new Reads(views, guarded(new Known(answers)), settings(), Clock.systemUTC());
  }

  private static GuardedFallback guarded(ViewFallback fallback) {
    return new GuardedFallback(fallback, settings());
  }

  private static ServingConfig settings() {
    return Settings.of(Map.of());
  }

  private void write(ScoredInterest scored) {
    views.write(List.of(scored)).await().atMost(PATIENCE);
  }

  private Optional<InterestView> held() {
    return views.read(Scored.TENANT, PERSON).await().atMost(PATIENCE);
  }

  private static LogPosition told(Reads reads) {
    return reads
        .rendered(ASKED, view -> AnswerJson.migration(view, MigrationShape.STANDARD))
        .await()
        .atMost(PATIENCE)
        .position();
  }

  private static LogPosition interests(Reads reads) {
    return reads
        .standard(ASKED, Question.INTERESTS, view -> AnswerJson.interests(view, 20))
        .await()
        .atMost(PATIENCE)
        .position();
  }

  private static ErrorCode refused(Reads reads) {
    return assertThrows(ProblemException.class, () -> told(reads)).code();
  }

  /** A store of profiles that answers one after the other, the last again and again. */
  private static class Known implements ViewFallback {

    private final Deque<Optional<ScoredInterest>> answers = new ArrayDeque<>();

    Known(@Nullable ScoredInterest... answers) {
      Arrays.stream(answers).map(Optional::ofNullable).forEach(this.answers::add);
    }

    Uni<Optional<ScoredInterest>> afterwards() {
      return Uni.createFrom().item(answers.element());
    }

    @Override
    public Uni<Optional<ScoredInterest>> current(TenantId tenant, PersonId person) {
      return answers.size() > 1 ? Uni.createFrom().item(answers.remove()) : afterwards();
    }

    @Override
    public Uni<Optional<ScoredInterest>> asOf(TenantId tenant, PersonId person, Instant at) {
      return current(tenant, person);
    }

    @Override
    public Uni<Optional<Trajectory>> trajectory(
        TenantId tenant, PersonId person, Instant until, int most) {
      return Uni.createFrom().item(Optional.empty());
    }
  }
}
