package dev.meander.pipeline;

import dev.meander.event.CategoryPath;
import dev.meander.interest.Evolution.CategoryEvolution;
import dev.meander.interest.Evolution.DayForecast;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.RankedCategory;
import dev.meander.interest.ScoredInterest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The predictions about one person as other systems read them from the topic: short, where the
 * reads over HTTP are whole. Its registered schema is made from this shape; fields may be added,
 * never renamed.
 *
 * @param position of the newest event that counted
 * @param appendedAt when the log took that event, milliseconds since 1970
 * @param lastEventAt when the person was last seen, milliseconds since 1970
 * @param source {@code model} or {@code baseline}
 * @param model null for the baseline
 * @param steps the next three changes of category
 * @param days where most of the interest goes within 1, 3 and 7 days
 * @param paths the most probable three-step paths
 * @param evolution by descending present share
 * @param ranker the model that made steps, days and paths; null where {@code source} did
 * @param outlook the model that made the evolution; null where {@code source} did
 */
@RegisterForReflection
record InterestProjection(
    String tenant,
    String personId,
    String position,
    long appendedAt,
    long lastEventAt,
    String source,
    @Nullable Model model,
    List<Ahead> steps,
    List<Ahead> days,
    List<Path> paths,
    List<Trend> evolution,
    @Nullable Model ranker,
    @Nullable Model outlook) {

  private static final int STEPS = 3;
  private static final int CANDIDATES = 5;
  private static final int PATHS = 3;

  /** Which model. */
  @RegisterForReflection
  record Model(String name, String version) {}

  /**
   * @param ahead steps or days
   */
  @RegisterForReflection
  record Ahead(int ahead, List<Candidate> candidates) {}

  /**
   * @param novel whether the person was never there
   */
  @RegisterForReflection
  record Candidate(List<String> category, double probability, boolean novel) {}

  /** Categories in turn, and the probability of them all. */
  @RegisterForReflection
  record Path(List<List<String>> categories, double probability) {}

  /**
   * @param trend {@code emerging}, {@code stable} or {@code fading}
   * @param forecast share after 1, 7 and 28 days
   */
  @RegisterForReflection
  record Trend(List<String> category, String trend, List<Share> forecast) {}

  /**
   * @param day such as {@code 2025-03-01}
   * @param lower 10 % quantile
   * @param upper 90 % quantile
   */
  @RegisterForReflection
  record Share(String day, double weight, double lower, double upper) {}

  static InterestProjection of(ScoredInterest scored) {
    ProfileAt at = scored.profile();
    return new InterestProjection(
        at.profile().tenant().value(),
        at.profile().personId().value(),
        at.position().encode(),
        at.appendedAt().toEpochMilli(),
        at.profile().lastEventAt().toEpochMilli(),
        scored.source().name().toLowerCase(Locale.ROOT),
        model(scored.model()),
        scored.migration().steps().stream()
            .limit(STEPS)
            .map(step -> new Ahead(step.step(), candidates(step.candidates())))
            .toList(),
        scored.migration().days().stream()
            .map(within -> new Ahead(within.days(), candidates(within.candidates())))
            .toList(),
        scored.migration().paths().stream()
            .limit(PATHS)
            .map(
                path ->
                    new Path(
                        path.categories().stream().map(CategoryPath::levels).toList(),
                        path.probability()))
            .toList(),
        scored.evolution().categories().stream().map(InterestProjection::trend).toList(),
        model(scored.migration().ranker()),
        model(scored.evolution().outlook()));
  }

  private static @Nullable Model model(@Nullable ModelIdentity identity) {
    return identity == null ? null : new Model(identity.name(), identity.version());
  }

  private static List<Candidate> candidates(List<RankedCategory> ranked) {
    return ranked.stream()
        .limit(CANDIDATES)
        .map(each -> new Candidate(each.category().levels(), each.probability(), each.novel()))
        .toList();
  }

  private static Trend trend(CategoryEvolution evolution) {
    List<DayForecast> forecast = evolution.forecast();
    return new Trend(
        evolution.category().levels(),
        evolution.trend().name().toLowerCase(Locale.ROOT),
        List.of(share(forecast.getFirst()), share(forecast.get(6)), share(forecast.getLast())));
  }

  private static Share share(DayForecast forecast) {
    return new Share(
        forecast.day().toString(), forecast.weight(), forecast.lower(), forecast.upper());
  }
}
