package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a person's interest is moving. A <em>step</em> is a change of category: events are
 * collapsed into runs of one category, and step k is the k-th run from now.
 *
 * @param steps for 1 to 10, in order
 * @param days for 1, 3 and 7 days, in order
 * @param paths the most probable three-step paths, at most 20, descending
 * @param changePoints where the person's distribution turned, ascending in time
 * @param ranker the model that ranked the categories; null where what made the person's other
 *     predictions did
 * @param calibration by which the ranker's probabilities are scaled; null where they are told as
 *     its manifest has it
 */
public record Migration(
    List<Step> steps,
    List<Within> days,
    List<Path> paths,
    List<ChangePoint> changePoints,
    @Nullable ModelIdentity ranker,
    @Nullable Calibration calibration) {

  public Migration {
    steps = List.copyOf(steps);
    days = List.copyOf(days);
    paths = List.copyOf(paths);
    changePoints = List.copyOf(changePoints);
  }

  /** Told as its manifest has it. */
  public Migration(
      List<Step> steps,
      List<Within> days,
      List<Path> paths,
      List<ChangePoint> changePoints,
      @Nullable ModelIdentity ranker) {
    this(steps, days, paths, changePoints, ranker, null);
  }

  /** Ranked by what made the person's other predictions. */
  public Migration(
      List<Step> steps, List<Within> days, List<Path> paths, List<ChangePoint> changePoints) {
    this(steps, days, paths, changePoints, null);
  }

  /**
   * @param step 1 and up; step 1 never names the current category
   * @param candidates at most 20, by descending probability; their sum is at most 1, what is
   *     missing is for categories not named
   * @param news the most probable of all others that are new to the person, descending: the 20 most
   *     probable new ones are here or among the candidates
   */
  public record Step(int step, List<RankedCategory> candidates, List<RankedCategory> news) {
    public Step {
      candidates = List.copyOf(candidates);
      news = List.copyOf(news);
    }

    /** Of whose other categories nothing is told. */
    public Step(int step, List<RankedCategory> candidates) {
      this(step, candidates, List.of());
    }
  }

  /**
   * @param days from the person's last event
   * @param candidates at most 20, by descending probability that most of the interest in that time
   *     goes there
   * @param news as those of a {@link Step}
   */
  public record Within(int days, List<RankedCategory> candidates, List<RankedCategory> news) {
    public Within {
      candidates = List.copyOf(candidates);
      news = List.copyOf(news);
    }

    /** Of whose other categories nothing is told. */
    public Within(int days, List<RankedCategory> candidates) {
      this(days, candidates, List.of());
    }
  }

  /**
   * @param categories three, no two neighbours equal
   * @param probability of the whole path, in (0, 1]
   */
  public record Path(List<CategoryPath> categories, double probability) {
    public Path {
      categories = List.copyOf(categories);
    }
  }

  /**
   * @param at start of the window that differs
   * @param divergence Jensen-Shannon, in bits, 0 to 1
   */
  public record ChangePoint(Instant at, double divergence) {}
}
