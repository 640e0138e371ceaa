package dev.meander.ingest.importing;

import dev.meander.event.Item;
import dev.meander.event.ItemId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an event's item comes from; what the mapping does not name is null. */
record ItemRule(
    TextRule id,
    @Nullable CategoryRule category,
    @Nullable TextRule name,
    @Nullable NumberRule price) {

  static ItemRule of(Spot spot) throws MappingException {
    Section section = Section.of("event.item", spot);
    TextRule id = TextRule.of("event.item.id", section.required("id"));
    Optional<Spot> category = section.optional("category");
    Optional<Spot> name = section.optional("name");
    Optional<Spot> price = section.optional("price");
    section.refuseRest();
    return new ItemRule(
        id,
        category.isEmpty() ? null : CategoryRule.of("event.item.category", category.get()),
        name.isEmpty() ? null : TextRule.of("event.item.name", name.get()),
        price.isEmpty() ? null : NumberRule.of("event.item.price", price.get()));
  }

  /**
   * @return null where the row has no item
   */
  @Nullable Item read(Cells cells) {
    String item = id.read(cells);
    if (item == null) {
      return null;
    }
    return new Item(
        new ItemId(item),
        category == null ? null : category.read(cells),
        name == null ? null : name.read(cells),
        price == null ? null : price.decimal(cells));
  }

  void addColumns(Set<String> columns) {
    id.addColumns(columns);
    if (category != null) {
      category.addColumns(columns);
    }
    if (name != null) {
      name.addColumns(columns);
    }
    if (price != null) {
      price.addColumns(columns);
    }
  }
}
