package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.ShopPopularity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shop's popular categories with a number each, by ascending path, and with a number for each
 * parent: prepared once for everybody who is scored against it. Never changed.
 */
final class PopularCategories {

  /** The parent of a category at the root of the tree. */
  static final int NO_PARENT = -1;

  private final List<CategoryPath> categories;
  private final double[] shares;
  private final int[] parents;
  private final Map<CategoryPath, Integer> numbers;
  private final Map<List<String>, Integer> parentNumbers = new HashMap<>();

  private PopularCategories(Map<CategoryPath, Double> popular) {
    categories = new ArrayList<>(popular.keySet());
    categories.sort(Comparator.naturalOrder());
    shares = new double[categories.size()];
    parents = new int[categories.size()];
    numbers = HashMap.newHashMap(categories.size());
    for (int i = 0; i < shares.length; i++) {
      CategoryPath category = categories.get(i);
      numbers.put(category, i);
      shares[i] = popular.getOrDefault(category, 0.0);
      List<String> levels = category.levels();
      parents[i] =
          levels.size() < 2
              ? NO_PARENT
              : parentNumbers.computeIfAbsent(
                  List.copyOf(levels.subList(0, levels.size() - 1)), _ -> parentNumbers.size());
    }
  }

  static PopularCategories of(ShopPopularity popularity) {
    Map<CategoryPath, Double> popular =
        LinkedHashMap.newLinkedHashMap(popularity.categories().size());
    for (CategoryShare share : popularity.categories()) {
      popular.put(share.category(), Finite.orZero(share.share()));
    }
    return new PopularCategories(popular);
  }

  int size() {
    return shares.length;
  }

  /** -1 for a category that is not popular. */
  int numberOf(CategoryPath category) {
    return numbers.getOrDefault(category, -1);
  }

  CategoryPath category(int number) {
    return categories.get(number);
  }

  /** Share of all events of the shop. */
  double share(int number) {
    return shares[number];
  }

  /** 0 for a category that is not popular. */
  double share(CategoryPath category) {
    int number = numberOf(category);
    return number < 0 ? 0 : shares[number];
  }

  /** Number of the parent, {@link #NO_PARENT} at the root. */
  int parent(int number) {
    return parents[number];
  }

  /** How many parents there are. */
  int parents() {
    return parentNumbers.size();
  }

  /** Number of a parent by its levels; {@link #NO_PARENT} where no popular category is below it. */
  int parentNumberOf(List<String> levels) {
    return parentNumbers.getOrDefault(levels, NO_PARENT);
  }
}
