package dev.meander.launcher.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of {@code shop.json}.
 *
 * @param bridges complements: from a leaf to those that people look at next
 */
record ShopFile(List<Department> departments, List<Path> paths, Map<String, List<String>> bridges) {

  /**
   * @param names the language of the names on the wire: {@code en} or {@code zh}
   * @param aspect which review sentences fit
   */
  record Department(String en, String zh, String names, String aspect, List<Group> groups) {}

  /**
   * @param price median price of an item in the shop's currency
   * @param season the months' curve, null for the same all year
   * @param appeal factor on how many come upon it by chance, null for 1; small where only a life
   *     event leads there
   * @param every days between purchases of a consumable, 0 for none
   * @param leaves English name to Chinese name
   */
  record Group(
      String en,
      String zh,
      double price,
      @Nullable String season,
      @Nullable Double appeal,
      int every,
      Map<String, String> leaves) {}

  /**
   * A life event.
   *
   * @param starts months (1-12) in which it starts more often; null for any
   */
  record Path(String name, double weight, @Nullable List<Integer> starts, List<Stage> stages) {}

  record Stage(int days, List<String> leaves) {}

  static ShopFile read() {
    return readResource("shop.json", ShopFile.class);
  }

  static <T> T readResource(String name, Class<T> type) {
    try (InputStream in = ShopFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + name);
      }
      return new ObjectMapper().readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name, e);
    }
  }
}
