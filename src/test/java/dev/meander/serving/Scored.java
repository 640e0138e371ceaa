package dev.meander.serving;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.AnswerSource;
import dev.meander.interest.Calibration;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.Evolution;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.RankedCategory;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.Trend;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Predictions about people, made up but of the right shape. */
final class Scored {

  static final TenantId TENANT = new TenantId("default");
  static final Instant APPENDED = Instant.parse("2025-03-03T09:02:06.250Z");
  static final Instant LAST_EVENT = Instant.parse("2025-03-03T09:02:05Z");
  static final ModelIdentity MODEL = new ModelIdentity("migration", "3");

  private Scored() {}

  static LogPosition at(long entry) {
    return new LogPosition(2, 17, entry, -1);
  }

  /** A person with three categories, as of an entry of the log. */
  static ScoredInterest person(String id, long entry, @Nullable ModelIdentity model) {
    return person(TENANT, id, entry, model);
  }

  static ScoredInterest person(
      TenantId tenant, String id, long entry, @Nullable ModelIdentity model) {
    return scored(profile(tenant, id, entry), at(entry), model, 3);
  }

  /** A person with as much of everything as there may be. */
  static ScoredInterest fullPerson(String id) {
    List<CategoryInterest> categories = new ArrayList<>();
    for (int i = 0; i < InterestProfile.MAX_CATEGORIES; i++) {
      categories.add(interest(category(i), 200 - i, 210 - i));
    }
    InterestProfile profile =
        new InterestProfile(
            TENANT,
            new PersonId(id),
            LAST_EVENT,
            5000,
            Map.of(EventKind.ITEM_VIEWED, 4000L, EventKind.ITEM_PURCHASED, 1000L),
            categories,
            12.5,
            List.of(),
            List.of());
    return scored(profile, at(9), MODEL, 20);
  }

  static CategoryPath category(int number) {
    return CategoryPath.of("department-" + number % 10, "category-" + number);
  }

  private static InterestProfile profile(TenantId tenant, String id, long events) {
    return new InterestProfile(
        tenant,
        new PersonId(id),
        LAST_EVENT,
        events,
        Map.of(EventKind.ITEM_VIEWED, events, EventKind.SEARCHED, 2L),
        List.of(
            interest(CategoryPath.of("美妆", "口红"), 4.5, 4.6),
            interest(CategoryPath.of("home", "lamp"), 1.5, 6),
            interest(CategoryPath.of("sports", "running"), 0, 0.5),
            interest(CategoryPath.of("toys", "\"puzzle\""), -2, -2)),
        0.75,
        List.of(),
        List.of());
  }

  private static CategoryInterest interest(CategoryPath category, double weekly, double monthly) {
    return new CategoryInterest(category, weekly / 2, weekly, monthly, LAST_EVENT, 7);
  }

  private static ScoredInterest scored(
      InterestProfile profile, LogPosition position, @Nullable ModelIdentity model, int size) {
    return new ScoredInterest(
        new ProfileAt(profile, position, APPENDED),
        migration(size),
        evolution(size),
        model == null ? AnswerSource.BASELINE : AnswerSource.MODEL,
        model);
  }

  /** The same with another model's migration. */
  static ScoredInterest ranked(ScoredInterest scored, ModelIdentity ranker) {
    return calibrated(scored, ranker, null);
  }

  /** The same, told by days of the shop. */
  static ScoredInterest calibrated(
      ScoredInterest scored, ModelIdentity ranker, @Nullable Calibration calibration) {
    Migration plain = scored.migration();
    return new ScoredInterest(
        scored.profile(),
        new Migration(
            plain.steps(), plain.days(), plain.paths(), plain.changePoints(), ranker, calibration),
        scored.evolution(),
        scored.source(),
        scored.model());
  }

  /** The same with a model's evolution. */
  static ScoredInterest foretold(ScoredInterest scored, ModelIdentity outlook) {
    List<Evolution.CategoryEvolution> categories = new ArrayList<>();
    for (Evolution.CategoryEvolution each : scored.evolution().categories()) {
      categories.add(
          new Evolution.CategoryEvolution(
              each.category(),
              each.trend(),
              each.history(),
              each.forecast(),
              each.trend() == Trend.STABLE
                  ? null
                  : new Evolution.TrendChances(0.2, 0.2999999, 0.5000001)));
    }
    return new ScoredInterest(
        scored.profile(),
        scored.migration(),
        new Evolution(
            categories,
            List.of(ahead(1, 0.25), ahead(7, 2 / 3.0), ahead(28, 0.9)),
            new Evolution.TrendChances(0.14, 0.15, 0.71),
            outlook),
        scored.source(),
        scored.model());
  }

  private static Evolution.Ahead ahead(int days, double comeBack) {
    List<Evolution.ShareAhead> shares = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double share = 0.4 / (i + 1);
      shares.add(new Evolution.ShareAhead(category(days + i), share, share / 3, share * 2));
    }
    return new Evolution.Ahead(days, comeBack, shares, 1 - 0.4 - 0.2 - 0.4 / 3);
  }

  private static Migration migration(int size) {
    List<Migration.Step> steps = new ArrayList<>();
    for (int step = 1; step <= 10; step++) {
      steps.add(new Migration.Step(step, ranked(size, step), news(size, step)));
    }
    List<Migration.Path> paths = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      paths.add(
          new Migration.Path(
              List.of(category(i), category(i + 1), category(i + 2)), 0.1234567 / (i + 1)));
    }
    return new Migration(
        steps,
        List.of(
            new Migration.Within(1, ranked(size, 1), news(size, 1)),
            new Migration.Within(3, ranked(size, 2), news(size, 2)),
            new Migration.Within(7, ranked(size, 3), news(size, 3))),
        paths,
        List.of(new Migration.ChangePoint(Instant.parse("2025-02-14T00:00:00Z"), 0.4142135)));
  }

  private static List<RankedCategory> ranked(int size, int step) {
    List<RankedCategory> ranked = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ranked.add(ranked(i, step, i % 3 == 2));
    }
    return ranked;
  }

  private static List<RankedCategory> news(int size, int step) {
    List<RankedCategory> news = new ArrayList<>();
    for (int i = size; i < size + 20 - size / 3; i++) {
      news.add(ranked(i, step, true));
    }
    return news;
  }

  private static RankedCategory ranked(int place, int step, boolean novel) {
    return new RankedCategory(
        category(place + step), 1.0 / (place + 2) / (place + 2) / step, novel);
  }

  private static Evolution evolution(int size) {
    List<Evolution.CategoryEvolution> categories = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Evolution.DayWeight> history = new ArrayList<>();
      for (int day = 0; day < (size < 20 ? 3 : 28); day++) {
        history.add(new Evolution.DayWeight(LocalDate.of(2025, 2, 1).plusDays(day), 1.0 / (i + 3)));
      }
      List<Evolution.DayForecast> forecast = new ArrayList<>();
      for (int day = 1; day <= 28; day++) {
        double weight = 1.0 / (i + 3) / day;
        forecast.add(
            new Evolution.DayForecast(
                LocalDate.of(2025, 3, 3).plusDays(day), weight, weight / 2, weight * 1.5));
      }
      categories.add(
          new Evolution.CategoryEvolution(
              category(i), List.of(Trend.values()).get(i % 3), history, forecast));
    }
    return new Evolution(categories);
  }
}
