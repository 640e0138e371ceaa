package dev.meander.serving;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.Evolution;
import dev.meander.interest.Joint;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.Trend;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be answered about a person, as of one position of the log, rounded as it is
 * shown.
 *
 * @param appendedAt when the log took the newest event in it; millisecond precision
 * @param source of migration and evolution
 * @param model null when {@code source} is not a model
 * @param lastEventAt the person's newest event, which weights are decayed to
 * @param joint what the person's other names add
 */
public record InterestView(
    PersonId personId,
    LogPosition position,
    Instant appendedAt,
    AnswerSource source,
    @Nullable ModelIdentity model,
    Instant lastEventAt,
    Map<EventKind, Long> counts,
    Interests interests,
    Migration migration,
    Evolution evolution,
    Joint joint) {

  public InterestView {
    counts = Map.copyOf(counts);
  }

  /** Of a person with one name. */
  public InterestView(
      PersonId personId,
      LogPosition position,
      Instant appendedAt,
      AnswerSource source,
      @Nullable ModelIdentity model,
      Instant lastEventAt,
      Map<EventKind, Long> counts,
      Interests interests,
      Migration migration,
      Evolution evolution) {
    this(
        personId,
        position,
        appendedAt,
        source,
        model,
        lastEventAt,
        counts,
        interests,
        migration,
        evolution,
        Joint.ALONE);
  }

  /**
   * Which models made it, and whether by the shop's own days; empty where none did. Another mark
   * may replace a view of the same position.
   */
  String mark() {
    ModelIdentity ranker = migration.ranker();
    ModelIdentity outlook = evolution.outlook();
    return named(model)
        + (ranker == null ? "" : '\n' + named(ranker))
        + (migration.calibration() == null ? "" : "\nown days")
        + (outlook == null ? "" : '\n' + named(outlook));
  }

  private static String named(@Nullable ModelIdentity model) {
    return model == null ? "" : model.name() + '\n' + model.version();
  }

  /** The view that answers with what was scored. */
  public static InterestView of(ScoredInterest scored) {
    ProfileAt at = scored.profile();
    return new InterestView(
        at.profile().personId(),
        at.position(),
        at.appendedAt().truncatedTo(ChronoUnit.MILLIS),
        scored.source(),
        scored.model(),
        at.profile().lastEventAt(),
        at.profile().counts(),
        InterestShares.of(at.profile()),
        Rounding.migration(scored.migration()),
        Rounding.evolution(scored.evolution()),
        at.joint());
  }

  /**
   * @param categories at most 200, by descending weight
   * @param otherWeight share of all categories not named; 1 where no category has a positive sum
   */
  public record Interests(List<Interest> categories, double otherWeight) {
    public Interests {
      categories = List.copyOf(categories);
    }
  }

  /**
   * @param weight share of the positive weekly sums, 0 to 1, rounded to 9 decimals
   * @param events counted in the category, ever
   */
  public record Interest(
      CategoryPath category, double weight, Trend trend, Instant lastSeenAt, long events) {}
}
