package dev.meander.serving;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Trajectory;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.serving.ViewStoreUnavailable.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds answers: the stored view, else what the store of profiles knows, else the truth about why
 * there is none. A person is unknown only when the store of profiles says so.
 */
@Singleton
final class Reads {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** Events may be dated up to a day ahead. */
  private static final Duration AHEAD = Duration.ofDays(2);

  private final InterestViewStore views;
  private final GuardedFallback fallback;
  private final ViewBackfill backfill;
  private final ServingConfig.Fallback config;
  private final Clock clock;

  Reads(InterestViewStore views, GuardedFallback fallback, ServingConfig config, Clock clock) {
    this.views = views;
    this.fallback = fallback;
    this.config = config.fallback();
    this.backfill = new ViewBackfill(views, fallback, config.fallback().keep());
    this.clock = clock;
  }

  /** What is asked about whom. */
  record Asked(TenantId tenant, PersonId person, @Nullable LogPosition least) {}

  /** The answer to a question without parameters. */
  Uni<Answer> standard(Asked asked, Question question, Function<InterestView, Answer> render) {
    return find(asked, () -> views.answer(asked.tenant, asked.person, question), render);
  }

  /** The answer to a question with parameters. */
  Uni<Answer> rendered(Asked asked, Function<InterestView, Answer> render) {
    return find(
        asked, () -> views.read(asked.tenant, asked.person).map(view -> view.map(render)), render);
  }

  /** The answer as of a moment in the past, which no view knows. */
  Uni<Answer> asOf(Asked asked, Instant at, Function<InterestView, Answer> render) {
    return fallback
        .asOf(asked.tenant, asked.person, at)
        .map(found -> found.map(render).orElseThrow(() -> unknownAt(at)));
  }

  /**
   * The person's way so far.
   *
   * @param until null for as far as is known
   */
  Uni<Answer> trajectory(
      Asked asked, @Nullable Instant until, int most, Function<Trajectory, Answer> render) {
    Instant last = until == null ? clock.instant().plus(AHEAD) : until;
    return fallback
        .trajectory(asked.tenant, asked.person, last, most)
        .map(found -> found.map(render).orElseThrow(() -> unknownAt(last)))
        .map(answer -> enough(asked, answer));
  }

  /** Fails where the person has withdrawn consent; while nobody can tell, it passes. */
  Uni<Void> mayFollow(TenantId tenant, PersonId person) {
    return views
        .read(tenant, person)
        .chain(
            view ->
                view.isPresent()
                    ? Uni.createFrom().voidItem()
                    : fallback.current(tenant, person).replaceWithVoid())
        .onFailure(failure -> !isWithdrawn(failure))
        .recoverWithNull();
  }

  private static boolean isWithdrawn(Throwable failure) {
    return failure instanceof ProblemException problem
        && problem.code() == ErrorCode.CONSENT_WITHDRAWN;
  }

  private static ProblemException unknownAt(Instant at) {
    return new ProblemException(
        ErrorCode.UNKNOWN_PERSON, "No event of this person up to " + at + " is known.");
  }

  private Uni<Answer> find(
      Asked asked, Supplier<Uni<Optional<Answer>>> stored, Function<InterestView, Answer> render) {
    return stored
        .get()
        .onItem()
        .transformToUni(
            found -> {
              if (found.isEmpty()) {
                return missing(asked, stored, render);
              }
              return reaches(found.get(), asked.least)
                  ? Uni.createFrom().item(found.get())
                  : await(asked, stored).chain(newer -> orWhyNot(asked, found.get(), newer));
            })
        .onFailure(ViewStoreUnavailable.class)
        .recoverWithUni(failure -> withoutViews(asked, failure, render));
  }

  /** A view that never comes may be one that was taken away. */
  private Uni<Answer> orWhyNot(Asked asked, Answer older, Optional<Answer> newer) {
    return newer.isPresent()
        ? Uni.createFrom().item(newer.get())
        : fallback
            .current(asked.tenant, asked.person)
            .chain(known -> Uni.createFrom().failure(whyNot(asked, older, known)));
  }

  private ProblemException whyNot(Asked asked, Answer older, Optional<InterestView> known) {
    LogPosition least = asked.least;
    if (least == null) {
      return notReady();
    }
    Optional<Boolean> reaches =
        known.isPresent()
            ? known.get().joint().reaches(known.get().position(), least)
            : older.joint().reaches(older.position(), least);
    return reaches.isEmpty() ? foreign() : notReady();
  }

  private Uni<Answer> missing(
      Asked asked, Supplier<Uni<Optional<Answer>>> stored, Function<InterestView, Answer> render) {
    return fallback
        .scored(asked.tenant, asked.person)
        .map(found -> found.orElseThrow(Reads::unknown))
        .chain(
            scored -> {
              InterestView known = InterestView.of(scored);
              Uni<Optional<Answer>> view =
                  isYoung(known) ? await(asked, stored) : Uni.createFrom().item(Optional.empty());
              return view.chain(
                  found ->
                      found.isPresent()
                          ? Uni.createFrom().item(found.get())
                          : backfill
                              .keep(asked.tenant, scored)
                              .map(
                                  still ->
                                      enough(
                                          asked, render.apply(still.orElseThrow(Reads::unknown)))));
            });
  }

  private Uni<Answer> withoutViews(
      Asked asked, ViewStoreUnavailable failure, Function<InterestView, Answer> render) {
    if (failure.reason() == Reason.OVERLOADED) {
      return Uni.createFrom()
          .failure(
              new ProblemException(
                  ErrorCode.STORE_UNAVAILABLE,
                  "Too many reads are under way.",
                  List.of(),
                  config.retryAfter(),
                  failure));
    }
    return fallback
        .current(asked.tenant, asked.person)
        .map(found -> enough(asked, render.apply(found.orElseThrow(Reads::unknown))));
  }

  /**
   * The view once it is there and new enough. A client that posts and then reads meets a view a few
   * milliseconds old or young: waiting gives it one answer, not first the baseline's and then the
   * model's.
   */
  private Uni<Optional<Answer>> await(Asked asked, Supplier<Uni<Optional<Answer>>> stored) {
    return await(asked, stored, config.awaitView().dividedBy(LOOK_AGAIN));
  }

  private Uni<Optional<Answer>> await(
      Asked asked, Supplier<Uni<Optional<Answer>>> stored, long looks) {
    if (looks <= 0) {
      return Uni.createFrom().item(Optional.empty());
    }
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(LOOK_AGAIN)
        .chain(stored::get)
        .map(found -> found.filter(answer -> reaches(answer, asked.least)))
        .chain(
            found ->
                found.isPresent() ? Uni.createFrom().item(found) : await(asked, stored, looks - 1));
  }

  private boolean isYoung(InterestView view) {
    return view.appendedAt().plus(config.youngerThan()).isAfter(clock.instant());
  }

  private Answer enough(Asked asked, Answer answer) {
    LogPosition least = asked.least;
    if (least != null
        && !answer.joint().reaches(answer.position(), least).orElseThrow(Reads::foreign)) {
      throw notReady();
    }
    return answer;
  }

  private static boolean reaches(Answer answer, @Nullable LogPosition least) {
    return least == null || answer.joint().reaches(answer.position(), least).orElse(false);
  }

  /** What is waited for first: it may be the place of a name that is about to be the person's. */
  private static ProblemException foreign() {
    return Parameters.invalid("minPosition", "is a position of somebody else's event");
  }

  private static ProblemException unknown() {
    return new ProblemException(ErrorCode.UNKNOWN_PERSON, "No event of this person is known.");
  }

  private ProblemException notReady() {
    return new ProblemException(
        ErrorCode.VIEW_NOT_READY,
        "The answer does not reach that position yet.",
        List.of(),
        config.retryAfter(),
        null);
  }
}
