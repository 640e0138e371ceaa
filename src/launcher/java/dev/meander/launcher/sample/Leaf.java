package dev.meander.launcher.sample;

import dev.meander.event.CategoryPath;

/**
 * A category that holds items.
 *
 * @param index its place among the shop's leaves
 * @param group index of its group, the middle level
 * @param department index of its department, the top level
 * @param path as on the wire
 * @param en name in words, in English
 * @param zh name in Chinese
 * @param aspect which review sentences fit
 * @param price median price of an item, in the shop's currency
 * @param season its curve over the months
 * @param appeal factor on its popularity with everybody
 * @param every days between purchases of a consumable, 0 for none
 */
record Leaf(
    int index,
    int group,
    int department,
    CategoryPath path,
    String en,
    String zh,
    String aspect,
    double price,
    Season season,
    double appeal,
    int every) {

  String in(Language language) {
    return switch (language) {
      case ENGLISH -> en;
      case CHINESE -> zh;
    };
  }
}
