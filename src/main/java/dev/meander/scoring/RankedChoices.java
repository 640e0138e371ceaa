package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.InterestProfile;
import dev.meander.scoring.shop.PersonVisits;
import dev.meander.scoring.shop.ShopSnapshot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The candidates of a ranker, by name; the current category is the last of them. */
final class RankedChoices implements Choices {
  private final ShopSnapshot shop;
  private final int[] numbers;
  private final CategoryPath current;
  private final History history;
  private final Set<CategoryPath> own = new HashSet<>();

  /**
   * @param numbers of the candidates in the shop, ascending, and last that of the current category
   * @param current which the shop may not know
   */
  RankedChoices(ShopSnapshot shop, InterestProfile profile, int[] numbers, CategoryPath current) {
    this.shop = shop;
    this.numbers = numbers;
    this.current = current;
    history = History.of(profile);
    own.addAll(history.visits().keySet());
    profile.categories().forEach(interest -> own.add(interest.category()));
    // A profile names 200 categories; what was visited beside them is not new either.
    profile
        .history()
        .forEach(
            event -> {
              CategoryPath visited = PersonVisits.visited(event);
              if (visited != null) {
                own.add(visited);
              }
            });
  }

  @Override
  public int size() {
    return numbers.length;
  }

  @Override
  public CategoryPath category(int choice) {
    return choice == current() ? current : shop.names().get(numbers[choice]);
  }

  @Override
  public boolean own(int choice) {
    return own.contains(category(choice));
  }

  @Override
  public @Nullable Visits visits(int choice) {
    return history.visits().get(category(choice));
  }

  @Override
  public int indexOf(CategoryPath category) {
    if (category.equals(current)) {
      return current();
    }
    int number = shop.numberOf(category);
    int at = number < 0 ? -1 : Arrays.binarySearch(numbers, 0, current(), number);
    return Math.max(-1, at);
  }

  @Override
  public int current() {
    return numbers.length - 1;
  }
}
