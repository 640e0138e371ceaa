package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.CategoryPath;
import dev.meander.event.PersonId;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Trend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterestSharesTest {

  @Test
  void weights_are_shares_of_the_positive_weekly_sums() {
    InterestView.Interests interests =
        InterestShares.of(
            profile(1, category("a", 6, 6), category("b", 3, 3), category("c", -4, 0)));
    assertEquals(2, interests.categories().size());
    assertEquals(0.6, interests.categories().get(0).weight());
    assertEquals(0.3, interests.categories().get(1).weight());
    assertEquals(0.1, interests.otherWeight());
  }

  @Test
  void a_person_without_positive_interest_has_all_weight_elsewhere() {
    InterestView.Interests interests = InterestShares.of(profile(0, category("c", -4, -4)));
    assertEquals(List.of(), interests.categories());
    assertEquals(1, interests.otherWeight());
    assertEquals(1, InterestShares.of(profile(0)).otherWeight());
  }

  @Test
  void a_category_emerges_or_fades_when_the_week_differs_from_the_month() {
    InterestView.Interests interests =
        InterestShares.of(
            profile(0, category("a", 50, 50), category("b", 40, 100), category("c", 10, 2)));
    assertEquals(
        List.of(Trend.EMERGING, Trend.FADING, Trend.EMERGING),
        interests.categories().stream().map(InterestView.Interest::trend).toList());
  }

  @Test
  void small_differences_are_no_trend() {
    InterestView.Interests interests =
        InterestShares.of(
            profile(0, category("a", 60, 55), category("b", 39, 45), category("c", 1, 0.01)));
    assertEquals(
        List.of(Trend.STABLE, Trend.STABLE, Trend.STABLE),
        interests.categories().stream().map(InterestView.Interest::trend).toList());
  }

  @Test
  void without_positive_monthly_interest_every_category_is_stable() {
    assertEquals(
        Trend.STABLE,
        InterestShares.of(profile(0, category("a", 5, -1))).categories().getFirst().trend());
  }

  private static CategoryInterest category(String name, double weekly, double monthly) {
    return new CategoryInterest(
        CategoryPath.of(name), weekly, weekly, monthly, Scored.LAST_EVENT, 3);
  }

  private static InterestProfile profile(double other, CategoryInterest... categories) {
    return new InterestProfile(
        Scored.TENANT,
        new PersonId("p"),
        Scored.LAST_EVENT,
        3,
        Map.of(),
        List.of(categories),
        other,
        List.of(),
        List.of());
  }
}
