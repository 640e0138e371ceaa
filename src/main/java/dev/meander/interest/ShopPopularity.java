package dev.meander.interest;

import java.util.List;

/**
 * The shop's most visited categories: candidates for what is new to a person.
 *
 * @param categories at most 200, by descending share of all events of the shop
 */
public record ShopPopularity(List<CategoryShare> categories) {

  public static final ShopPopularity NONE = new ShopPopularity(List.of());

  public ShopPopularity {
    categories = List.copyOf(categories);
  }
}
