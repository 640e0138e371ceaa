package dev.meander.ingest.importing;

import dev.meander.event.EventField;
import dev.meander.event.PersonId;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one field beyond the envelope comes from, by the type of the field. */
sealed interface FieldRule {

  /** A field that is a text, or made of one. */
  record OfText(EventField field, TextRule rule) implements FieldRule {}

  /** A field that is a number. */
  record OfNumber(EventField field, NumberRule rule) implements FieldRule {}

  /**
   * The rule of the field, by its name on the wire.
   *
   * @throws MappingException when the field can't be mapped, or not like that
   */
  static FieldRule of(EventField field, Spot spot) throws MappingException {
    String what = "event." + field.wireName();
    return switch (field) {
      case DWELL_MS, QUANTITY, RATING, AMOUNT -> new OfNumber(field, NumberRule.of(what, spot));
      case QUERY, CURRENCY, TEXT, PATH, REFERRER, GRANTED, MEMBER, MERGED ->
          new OfText(field, TextRule.of(what, spot));
      case ITEM, CATEGORIES ->
          throw new MappingException(spot.line(), what + " can't be mapped like that");
    };
  }

  EventField field();

  /**
   * The value in the field's own type, null where the row has none.
   *
   * @throws IllegalArgumentException when the row's value is of another type
   */
  default @Nullable Object read(Cells cells) {
    return switch (this) {
      case OfText(EventField field, TextRule rule) -> {
        String text = rule.read(cells);
        yield text == null ? null : typed(field, text);
      }
      case OfNumber(EventField field, NumberRule rule) -> number(field, rule, cells);
    };
  }

  private static Object typed(EventField field, String text) {
    return switch (field) {
      case CURRENCY -> currency(text);
      case MEMBER -> new PersonId(text);
      case GRANTED, MERGED -> truth(text);
      default -> text;
    };
  }

  private static @Nullable Object number(EventField field, NumberRule rule, Cells cells) {
    if (field == EventField.AMOUNT) {
      BigDecimal amount = rule.decimal(cells);
      return amount == null ? null : nonNegative(amount);
    }
    Long whole = rule.whole(cells);
    if (whole == null || field == EventField.DWELL_MS) {
      return whole;
    }
    if (whole < 1 || whole > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("must be at least 1, not " + whole);
    }
    return whole.intValue();
  }

  private static BigDecimal nonNegative(BigDecimal amount) {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("must not be negative: " + amount);
    }
    return amount;
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no currency of ISO 4217: " + code, e);
    }
  }

  private static Boolean truth(String text) {
    return switch (text.strip()) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw new IllegalArgumentException("neither true nor false: " + text);
    };
  }

  default void addColumns(Set<String> columns) {
    switch (this) {
      case OfText(EventField _, TextRule rule) -> rule.addColumns(columns);
      case OfNumber(EventField _, NumberRule rule) -> rule.addColumns(columns);
    }
  }
}
