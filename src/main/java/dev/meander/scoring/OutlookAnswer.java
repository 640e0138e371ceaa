package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.Evolution;
import dev.meander.interest.Evolution.Ahead;
import dev.meander.interest.Evolution.CategoryEvolution;
import dev.meander.interest.Evolution.DayForecast;
import dev.meander.interest.Evolution.ShareAhead;
import dev.meander.interest.Evolution.TrendChances;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.Trend;
import dev.meander.scoring.OutlookModel.Foretold;
import dev.meander.scoring.OutlookModel.Window;
import dev.meander.scoring.shop.ShopReturns;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.OutlookTrend;
import dev.meander.statistics.ShopForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a model of evolution foretells. The windows as they are; a category's weight day by
 * day by the formula of {@link EvolutionAnswer}, with the model's shares and chances of coming back
 * in place of the other model's.
 */
final class OutlookAnswer {

  /** Categories named for a window. */
  private static final int NAMED = 10;

  private final OutlookModel model;
  private final OutlookManifest manifest;

  /** By horizon of {@link Heads#HORIZONS}, the place of the head. */
  private final int[] heads;

  /** Of the window that trends are of; -1 where the model has none. */
  private final int trendHead;

  /**
   * @throws ModelRefusedException when a horizon has no head
   */
  OutlookAnswer(OutlookModel model) {
    this.model = model;
    manifest = model.manifest();
    heads =
        Heads.HORIZONS.stream().mapToInt(days -> manifest.heads().indexOf("days" + days)).toArray();
    for (int i = 0; i < heads.length; i++) {
      if (heads[i] < 0) {
        throw new ModelRefusedException(manifest + " has no head days" + Heads.HORIZONS.get(i));
      }
    }
    trendHead = manifest.heads().indexOf("days" + OutlookTrend.DAYS);
  }

  /**
   * The answer.
   *
   * @param before of the same person: which categories, and their history
   */
  Evolution of(AskedPerson person, OutlookRows rows, Foretold foretold, Evolution before) {
    double[] comeBack = comeBack(person, rows, foretold);
    double[] within = new double[heads.length];
    for (int i = 0; i < heads.length; i++) {
      within[i] = comeBack[heads[i]];
    }
    DecayedShares shares = DecayedShares.of(person.profile());
    List<CategoryEvolution> categories = new ArrayList<>();
    for (CategoryEvolution category : before.categories()) {
      int row = row(person, rows, category.category());
      double now = shares.weekly(category.category());
      categories.add(row < 0 ? category : category(category, now, row, rows, foretold, within));
    }
    Map<String, Double> rates = manifest.trend().baseRates();
    return new Evolution(
        categories,
        IntStream.range(0, manifest.heads().size())
            .mapToObj(head -> ahead(person, rows, foretold, head, comeBack[head]))
            .toList(),
        new TrendChances(
            rates.getOrDefault(OutlookManifest.named(OutlookTrend.RISING), 0.0),
            rates.getOrDefault(OutlookManifest.named(OutlookTrend.STABLE), 0.0),
            rates.getOrDefault(OutlookManifest.named(OutlookTrend.FADING), 0.0)),
        identity());
  }

  /** By head, as the shop's own past has it where that says anything of this model. */
  private double[] comeBack(AskedPerson person, OutlookRows rows, Foretold foretold) {
    ShopForm form = person.statistics().form();
    ShopScales scales = person.shop().scales();
    ShopReturns returns = scales == null ? null : scales.returns();
    boolean own = returns != null && returns.outlook().equals(identity());
    int month = ReturnsFit.month(form, Foreteller.asked(form, person.profile()));
    double[] comeBack = new double[manifest.heads().size()];
    for (int head = 0; head < comeBack.length; head++) {
      double chance = model.comeBack(form, rows, foretold, head);
      comeBack[head] =
          own && returns != null ? returns.heads().get(head).told(chance, month) : chance;
    }
    return comeBack;
  }

  private ModelIdentity identity() {
    return new ModelIdentity(manifest.name(), manifest.version());
  }

  /** The candidate's row; -1 where the category is none. */
  private static int row(AskedPerson person, OutlookRows rows, CategoryPath category) {
    if (category.equals(person.current())) {
      return rows.elsewhere() - 1;
    }
    int number = person.shop().numberOf(category);
    int row = number < 0 ? rows.elsewhere() : rows.find(number);
    return row == rows.elsewhere() ? -1 : row;
  }

  private CategoryEvolution category(
      CategoryEvolution before,
      double now,
      int row,
      OutlookRows rows,
      Foretold foretold,
      double[] comeBack) {
    double[] shares = new double[heads.length];
    for (int i = 0; i < heads.length; i++) {
      shares[i] = foretold.windows().get(heads[i]).shares()[row];
    }
    double[] expected = EvolutionAnswer.expected(now, shares, comeBack);
    List<DayForecast> forecast = new ArrayList<>(expected.length);
    for (int day = 1; day <= expected.length; day++) {
      double weight = expected[day - 1];
      Bands bands = bands(weight);
      forecast.add(
          new DayForecast(
              before.forecast().get(day - 1).day(),
              weight,
              bands.lower(weight, day),
              bands.upper(weight, day)));
    }
    TrendChances chances = chances(rows, row, foretold);
    return new CategoryEvolution(
        before.category(),
        trend(rows, row, foretold, chances, expected),
        before.history(),
        forecast,
        chances);
  }

  /** By horizon, of the group that the weight belongs to. */
  private Bands bands(double weight) {
    double[] lower = new double[heads.length];
    double[] upper = new double[heads.length];
    for (int i = 0; i < heads.length; i++) {
      OutlookBands.Reach reach =
          manifest.bands().reachOfWeight(manifest.heads().get(heads[i]), weight);
      lower[i] = reach.lower();
      upper[i] = reach.upper();
    }
    return new Bands(lower, upper);
  }

  private static @Nullable TrendChances chances(OutlookRows rows, int row, Foretold foretold) {
    if (!OutlookTrend.asked(rows, row)) {
      return null;
    }
    double[] chances = foretold.trends()[row];
    return new TrendChances(
        chances[OutlookTrend.RISING.number()],
        chances[OutlookTrend.STABLE.number()],
        chances[OutlookTrend.FADING.number()]);
  }

  /**
   * Of what is too small to be asked for, by the foretold share against the level; where the model
   * does not know that window, by the weight day by day.
   */
  private Trend trend(
      OutlookRows rows,
      int row,
      Foretold foretold,
      @Nullable TrendChances chances,
      double[] expected) {
    if (chances != null) {
      Map<String, Double> above = manifest.trend().thresholds();
      return chances.emerging() > above.getOrDefault("rising", 1.0)
          ? Trend.EMERGING
          : chances.fading() > above.getOrDefault("fading", 1.0) ? Trend.FADING : Trend.STABLE;
    }
    if (trendHead < 0) {
      return EvolutionAnswer.trend(rows.level(row), expected[expected.length - 1]);
    }
    double share = foretold.windows().get(trendHead).shares()[row];
    return switch (OutlookTrend.of(rows.level(row), share)) {
      case RISING -> Trend.EMERGING;
      case STABLE -> Trend.STABLE;
      case FADING -> Trend.FADING;
    };
  }

  private Ahead ahead(
      AskedPerson person, OutlookRows rows, Foretold foretold, int head, double comeBack) {
    String name = manifest.heads().get(head);
    Window window = foretold.windows().get(head);
    List<Integer> largest =
        IntStream.range(0, rows.elsewhere())
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -window.shares()[row]))
            .limit(NAMED)
            .toList();
    List<ShareAhead> shares = new ArrayList<>();
    for (int row : largest) {
      double share = window.shares()[row];
      OutlookBands.Band band = manifest.bands().ofShare(name, share);
      shares.add(new ShareAhead(named(person, rows, row), share, band.lower(), band.upper()));
    }
    double told = shares.stream().mapToDouble(ShareAhead::share).sum();
    return new Ahead(
        model.days(head),
        comeBack,
        shares,
        Math.max(0, Arrays.stream(window.shares()).sum() - told));
  }

  private static CategoryPath named(AskedPerson person, OutlookRows rows, int row) {
    return row == rows.elsewhere() - 1
        ? person.current()
        : person.shop().names().get(rows.category(row));
  }
}
