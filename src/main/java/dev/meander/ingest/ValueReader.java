package dev.meander.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.meander.event.CategoryPath;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value that the parser stands on, and always to its end, so that the next field can be
 * read whatever this one holds. A value at fault is told to the draft and read as null. JSON's null
 * is taken as absent where the caller allows that.
 */
final class ValueReader {

  private static final int LONGEST_NUMBER = 32;

  private final JsonParser in;
  private final EventDraft draft;

  ValueReader(JsonParser in, EventDraft draft) {
    this.in = in;
    this.draft = draft;
  }

  /**
   * A text of at most {@code max} characters; tabs and line breaks are its only controls. An empty
   * one is read as absent: browsers send {@code ""} for what they do not know.
   */
  @Nullable String text(String pointer, int max) throws IOException {
    String value = string(pointer);
    if (value == null || value.isEmpty()) {
      return null;
    }
    String wrong = Texts.fault(value, max);
    if (wrong != null) {
      draft.fault(pointer, wrong);
      return null;
    }
    return value;
  }

  /** Any text. */
  @Nullable String string(String pointer) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      wrongType(pointer, "a string");
      return null;
    }
    return in.getText();
  }

  @Nullable Long integer(String pointer, long min, long max) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      wrongType(pointer, "a whole number");
      return null;
    }
    boolean fits =
        in.getTextLength() <= 19 && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    if (fits && in.getLongValue() >= min && in.getLongValue() <= max) {
      return in.getLongValue();
    }
    draft.fault(pointer, "must be " + min + " to " + max + ", not " + Shown.of(in.getText()));
    return null;
  }

  @Nullable Boolean truth(String pointer) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> {
        wrongType(pointer, "true or false");
        yield null;
      }
    };
  }

  /** An amount, as a string or a number, in plain notation. */
  @Nullable BigDecimal decimal(String pointer) throws IOException {
    JsonToken token = in.currentToken();
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      wrongType(pointer, "a decimal number, best as a string");
      return null;
    }
    String text = in.getText();
    if (!plainDecimal(text)) {
      draft.fault(pointer, "is no plain decimal number: " + Shown.of(text));
      return null;
    }
    BigDecimal value = new BigDecimal(text);
    if (value.signum() < 0
        || value.scale() > Money.MAX_SCALE
        || value.precision() - value.scale() > Money.MAX_INTEGER_DIGITS) {
      draft.fault(
          pointer,
          "must be at least 0 with at most "
              + Money.MAX_INTEGER_DIGITS
              + " digits before and "
              + Money.MAX_SCALE
              + " after the point, not "
              + text);
      return null;
    }
    return value;
  }

  private static boolean plainDecimal(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    if (text.length() > LONGEST_NUMBER || text.length() == start || point == start) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i != point && (c < '0' || c > '9')) {
        return false;
      }
    }
    return point != text.length() - 1;
  }

  @Nullable CategoryPath category(String pointer) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      wrongType(pointer, "an array of names");
      return null;
    }
    List<String> levels = new ArrayList<>(4);
    boolean whole = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        whole = false;
        in.skipChildren();
      } else if (levels.size() <= CategoryPath.MAX_LEVELS) {
        levels.add(in.getText());
      }
    }
    if (!whole) {
      draft.fault(pointer, "must be an array of names");
      return null;
    }
    try {
      return new CategoryPath(levels);
    } catch (IllegalArgumentException e) {
      draft.fault(pointer, e);
      return null;
    }
  }

  @Nullable List<CategoryPath> categories(String pointer) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      wrongType(pointer, "an array of categories");
      return null;
    }
    List<CategoryPath> paths = new ArrayList<>();
    int index = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (index >= FieldLimits.CATEGORIES) {
        in.skipChildren();
      } else {
        CategoryPath path = category(pointer + "/" + index);
        if (path != null) {
          paths.add(path);
        }
      }
      index++;
    }
    if (index == 0 || index > FieldLimits.CATEGORIES) {
      draft.fault(pointer, "must hold 1 to " + FieldLimits.CATEGORIES + ", not " + index);
      return null;
    }
    return paths.size() == index ? paths : null;
  }

  @Nullable Item item(String pointer) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      wrongType(pointer, "an object");
      return null;
    }
    String id = null;
    CategoryPath category = null;
    String name = null;
    BigDecimal price = null;
    int seen = 0;
    for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
      in.nextToken();
      int bit =
          switch (key) {
            case "id" -> 1;
            case "category" -> 2;
            case "name" -> 4;
            case "price" -> 8;
            default -> 0;
          };
      String at = pointer + "/" + (bit == 0 ? JsonPointers.escape(key) : key);
      if (bit == 0 || (seen & bit) != 0) {
        draft.fault(at, bit == 0 ? "is not known" : "is there twice");
        in.skipChildren();
        continue;
      }
      seen |= bit;
      if (in.currentToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (bit) {
        case 1 -> id = string(at);
        case 2 -> category = category(at);
        case 4 -> name = text(at, FieldLimits.ITEM_NAME);
        default -> price = decimal(at);
      }
    }
    if (id == null) {
      draft.fault(pointer + "/id", "is missing");
      return null;
    }
    try {
      return new Item(new ItemId(id), category, name, price);
    } catch (IllegalArgumentException e) {
      draft.fault(pointer + "/id", e);
      return null;
    }
  }

  /** Reads the value past, and says what it should have been. */
  void wrongType(String pointer, String wanted) throws IOException {
    JsonToken token = in.currentToken();
    String found =
        switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_NULL -> "null";
          default -> Shown.of(in.getText());
        };
    draft.fault(pointer, "must be " + wanted + ", not " + found);
    in.skipChildren();
  }
}
