package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.meander.interest.ShopPopularity;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopularCategoriesTest {

  private static final ShopPopularity SHOP =
      new ShopPopularity(
          List.of(
              People.share("home/rug", 0.3),
              People.share("toys", 0.2),
              People.share("home/lamp", 0.1),
              People.share("home", Double.NaN),
              People.share("home/rug", 0.25)));

  @Test
  void numbersAscendByPathAndTheLastShareOfACategoryCounts() {
    PopularCategories popular = PopularCategories.of(SHOP);
    assertEquals(4, popular.size());
    List<String> paths = List.of("home", "home/lamp", "home/rug", "toys");
    for (int number = 0; number < popular.size(); number++) {
      assertEquals(People.path(paths.get(number)), popular.category(number));
      assertEquals(number, popular.numberOf(People.path(paths.get(number))));
    }
    assertEquals(0.25, popular.share(People.path("home/rug")));
    assertEquals(0, popular.share(People.path("home")));
    assertEquals(0, popular.share(People.path("garden")));
    assertEquals(-1, popular.numberOf(People.path("garden")));
  }

  @Test
  void siblingsShareANumberOfTheirParent() {
    PopularCategories popular = PopularCategories.of(SHOP);
    assertEquals(popular.parent(1), popular.parent(2));
    assertEquals(popular.parent(1), popular.parentNumberOf(List.of("home")));
    assertEquals(PopularCategories.NO_PARENT, popular.parent(3));
    assertEquals(PopularCategories.NO_PARENT, popular.parentNumberOf(List.of("garden")));
    assertEquals(1, popular.parents());
  }

  @Test
  void aSnapshotIsPreparedOnce() {
    LatestPopularity latest = new LatestPopularity();
    PopularCategories first = latest.of(SHOP);
    assertSame(first, latest.of(SHOP));
    assertNotSame(first, latest.of(new ShopPopularity(List.of(People.share("toys", 1)))));
  }
}
