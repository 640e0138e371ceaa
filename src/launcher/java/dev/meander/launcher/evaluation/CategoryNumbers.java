package dev.meander.launcher.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Numbers categories: the known ones from 0 by name, all others above them as they are met. */
public final class CategoryNumbers {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final int known;

  public CategoryNumbers(SortedSet<String> known) {
    for (String category : known) {
      numbers.put(category, names.size());
      names.add(category);
    }
    this.known = known.size();
  }

  public int of(String category) {
    Integer number = numbers.get(category);
    if (number == null) {
      number = names.size();
      numbers.put(category, number);
      names.add(category);
    }
    return number;
  }

  public String name(int number) {
    return names.get(number);
  }

  public int known() {
    return known;
  }
}
