package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A point of the trajectory as it is kept: shares are floored to multiples of 2⁻²¹ (5·10⁻⁷), so
 * that each takes three bytes at most and they never sum to more than 1.
 */
final class DayShares {

  /** Most categories of a point. */
  static final int MAX_CATEGORIES = 20;

  static final Comparator<CategorySum> BY_WEEKLY =
      Comparator.comparingDouble(CategorySum::weekly)
          .reversed()
          .thenComparing(CategorySum::category);

  private static final double UNITS = 0x1p21;

  final int day;
  final CategoryPath[] categories;
  private final int[] units;

  private DayShares(int day, CategoryPath[] categories, int[] units) {
    this.day = day;
    this.categories = categories;
    this.units = units;
  }

  /** The shares of the positive weekly sums at a day's end. */
  static DayShares of(int day, List<CategorySum> sums) {
    double total = 0;
    List<CategorySum> positive = new ArrayList<>();
    for (CategorySum sum : sums) {
      if (sum.weekly() > 0) {
        total += sum.weekly();
        positive.add(sum);
      }
    }
    positive.sort(BY_WEEKLY);
    int size = Math.min(MAX_CATEGORIES, positive.size());
    CategoryPath[] categories = new CategoryPath[size];
    int[] units = new int[size];
    for (int i = 0; i < size; i++) {
      categories[i] = positive.get(i).category();
      units[i] = (int) (positive.get(i).weekly() / total * UNITS);
    }
    return new DayShares(day, categories, units);
  }

  DayInterest interest() {
    List<CategoryShare> shares = new ArrayList<>(units.length);
    for (int i = 0; i < units.length; i++) {
      shares.add(new CategoryShare(categories[i], units[i] / UNITS));
    }
    return new DayInterest(LocalDate.ofEpochDay(day), shares);
  }

  void write(ByteSink sink, Map<CategoryPath, Integer> indexes) {
    sink.putSigned(day);
    sink.putUnsigned(units.length);
    for (int i = 0; i < units.length; i++) {
      sink.putUnsigned(indexes.getOrDefault(categories[i], 0));
      sink.putUnsigned(units[i]);
    }
  }

  static DayShares read(ByteSource source, List<CategoryPath> table) {
    int day = (int) source.readSigned();
    int size = source.readCount(2);
    CategoryPath[] categories = new CategoryPath[size];
    int[] units = new int[size];
    for (int i = 0; i < size; i++) {
      categories[i] = table.get((int) source.readUnsigned());
      units[i] = (int) source.readUnsigned();
    }
    return new DayShares(day, categories, units);
  }
}
