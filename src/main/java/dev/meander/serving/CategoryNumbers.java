package dev.meander.serving;

import dev.meander.event.CategoryPath;
import dev.meander.interest.RankedCategory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the categories of a view, from 0 in the order in which they are met: those of most
 * weight first, which get short numbers.
 */
final class CategoryNumbers {

  private final Map<CategoryPath, Integer> numbers = new LinkedHashMap<>();

  private CategoryNumbers() {}

  /** Of every category that the view names, in the order of their numbers. */
  static Map<CategoryPath, Integer> of(InterestView view) {
    CategoryNumbers found = new CategoryNumbers();
    view.interests().categories().forEach(i -> found.add(i.category()));
    view.migration().steps().forEach(s -> found.add(s.candidates()));
    view.migration().days().forEach(d -> found.add(d.candidates()));
    view.migration().steps().forEach(s -> found.add(s.news()));
    view.migration().days().forEach(d -> found.add(d.news()));
    view.migration().paths().forEach(p -> p.categories().forEach(found::add));
    view.evolution().categories().forEach(e -> found.add(e.category()));
    view.evolution().ahead().forEach(a -> a.shares().forEach(s -> found.add(s.category())));
    return found.numbers;
  }

  private void add(List<RankedCategory> ranked) {
    ranked.forEach(candidate -> add(candidate.category()));
  }

  private void add(CategoryPath category) {
    numbers.putIfAbsent(category, numbers.size());
  }
}
