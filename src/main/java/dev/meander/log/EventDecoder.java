package dev.meander.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventField;
import dev.meander.event.EventFields;
import dev.meander.event.EventId;
import dev.meander.event.EventKind;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads every version of the wire form that was ever written. One instance reads one message.
 *
 * <p>Fields that this version does not know are passed over: a newer writer may add what an older
 * reader can do without; what it cannot raises the version.
 */
final class EventDecoder {

  private static final int MAX_DECIMAL_LENGTH = 32;

  private final JsonParser in;
  private final EventFields fields = new EventFields();
  private @Nullable TenantId tenant;
  private @Nullable EventId eventId;
  private @Nullable PersonId personId;
  private @Nullable EventKind kind;
  private @Nullable Instant occurredAt;
  private @Nullable String source;
  private @Nullable String sessionId;
  private Map<String, String> context = Map.of();

  private EventDecoder(JsonParser in) {
    this.in = in;
  }

  /** What the bytes hold; never throws. */
  static LoggedEvent decode(JsonFactory json, byte[] wire, EventCodec codec) {
    try (JsonParser in = json.createParser(wire)) {
      EventDecoder decoder = new EventDecoder(in);
      int version = decoder.version();
      if (version == ParkedDecisionForm.VERSION) {
        return new LoggedEvent.Decision(ParkedDecisionForm.decode(wire, codec), wire);
      }
      if (version == ErasureMarkerForm.VERSION) {
        return new LoggedEvent.Erasure(ErasureMarkerForm.decode(wire), wire);
      }
      return version == codec.newest()
          ? new LoggedEvent.Decoded(decoder.envelope(), wire)
          : codec.upcast(version, wire);
    } catch (UndecodableException e) {
      return new LoggedEvent.Undecodable(e.reason, e.detail, wire);
    } catch (InputCoercionException e) {
      return new LoggedEvent.Undecodable(UndecodableReason.INVALID_VALUE, said(e), wire);
    } catch (IOException e) {
      return new LoggedEvent.Undecodable(UndecodableReason.NOT_JSON, said(e), wire);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new LoggedEvent.Undecodable(UndecodableReason.INVALID_VALUE, said(e), wire);
    }
  }

  private EventEnvelope envelope() throws IOException {
    readFields();
    EventKind known = present("kind", kind);
    EventField missing = fields.missingIn(known);
    if (missing != null) {
      throw new UndecodableException(
          UndecodableReason.MISSING_FIELD, missing.wireName() + " is missing");
    }
    return new EventEnvelope(
        present("tenant", tenant),
        present("eventId", eventId),
        present("personId", personId),
        present("occurredAt", occurredAt),
        source,
        sessionId,
        context,
        fields.toEvent(known));
  }

  private int version() throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT
        || !"v".equals(in.nextFieldName())
        || in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new UndecodableException(UndecodableReason.NO_VERSION, "does not begin with {\"v\":");
    }
    return in.getIntValue();
  }

  private void readFields() throws IOException {
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "tenant" -> tenant = new TenantId(text(name));
        case "eventId" -> eventId = new EventId(text(name));
        case "personId" -> personId = new PersonId(text(name));
        case "kind" -> kind = kind(text(name));
        case "occurredAt" -> occurredAt = Instant.ofEpochMilli(integer(name));
        case "source" -> source = text(name);
        case "sessionId" -> sessionId = text(name);
        case "context" -> context = context(name);
        case "item" -> fields.put(EventField.ITEM, item(name));
        case "dwellMs" -> fields.put(EventField.DWELL_MS, integer(name));
        case "query" -> fields.put(EventField.QUERY, text(name));
        case "quantity" -> fields.put(EventField.QUANTITY, Math.toIntExact(integer(name)));
        case "amount" -> fields.put(EventField.AMOUNT, decimal(name));
        case "currency" -> fields.put(EventField.CURRENCY, Currency.getInstance(text(name)));
        case "rating" -> fields.put(EventField.RATING, Math.toIntExact(integer(name)));
        case "text" -> fields.put(EventField.TEXT, text(name));
        case "path" -> fields.put(EventField.PATH, text(name));
        case "referrer" -> fields.put(EventField.REFERRER, text(name));
        case "categories" -> fields.put(EventField.CATEGORIES, categories(name));
        case "granted" -> fields.put(EventField.GRANTED, truth(name));
        case "member" -> fields.put(EventField.MEMBER, new PersonId(text(name)));
        case "merged" -> fields.put(EventField.MERGED, truth(name));
        default -> in.skipChildren();
      }
    }
    if (in.currentToken() != JsonToken.END_OBJECT) {
      throw new UndecodableException(UndecodableReason.NOT_JSON, "the object does not end");
    }
  }

  private static EventKind kind(String wireName) throws UndecodableException {
    return EventKind.ofWireName(wireName)
        .orElseThrow(
            () ->
                new UndecodableException(
                    UndecodableReason.UNKNOWN_KIND, "there is no kind " + wireName));
  }

  private Map<String, String> context(String name) throws IOException {
    expect(name, JsonToken.START_OBJECT);
    Map<String, String> read = new HashMap<>();
    for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
      in.nextToken();
      read.put(key, text(name));
    }
    return read;
  }

  private Item item(String name) throws IOException {
    expect(name, JsonToken.START_OBJECT);
    ItemId id = null;
    CategoryPath category = null;
    String called = null;
    BigDecimal price = null;
    for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
      in.nextToken();
      switch (key) {
        case "id" -> id = new ItemId(text("item/id"));
        case "category" -> category = category("item/category");
        case "name" -> called = text("item/name");
        case "price" -> price = decimal("item/price");
        default -> in.skipChildren();
      }
    }
    return new Item(present("item/id", id), category, called, price);
  }

  private List<CategoryPath> categories(String name) throws IOException {
    expect(name, JsonToken.START_ARRAY);
    List<CategoryPath> paths = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      paths.add(category(name));
    }
    return paths;
  }

  private CategoryPath category(String name) throws IOException {
    expect(name, JsonToken.START_ARRAY);
    List<String> levels = new ArrayList<>(CategoryPath.MAX_LEVELS);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      levels.add(text(name));
    }
    return new CategoryPath(levels);
  }

  private String text(String name) throws IOException {
    expect(name, JsonToken.VALUE_STRING);
    return in.getText();
  }

  private long integer(String name) throws IOException {
    expect(name, JsonToken.VALUE_NUMBER_INT);
    return in.getLongValue();
  }

  private boolean truth(String name) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_TRUE) {
      expect(name, JsonToken.VALUE_FALSE);
    }
    return in.currentToken() == JsonToken.VALUE_TRUE;
  }

  /** Plain notation only: a huge exponent would be written out digit by digit later. */
  private BigDecimal decimal(String name) throws IOException {
    String text = text(name);
    if (text.length() > MAX_DECIMAL_LENGTH || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      throw new UndecodableException(
          UndecodableReason.INVALID_VALUE, name + " is no plain decimal");
    }
    return new BigDecimal(text);
  }

  private void expect(String name, JsonToken token) throws UndecodableException {
    if (in.currentToken() != token) {
      throw new UndecodableException(
          UndecodableReason.INVALID_VALUE, name + " is " + in.currentToken() + ", not " + token);
    }
  }

  private static <T> T present(String name, @Nullable T value) throws UndecodableException {
    if (value == null) {
      throw new UndecodableException(UndecodableReason.MISSING_FIELD, name + " is missing");
    }
    return value;
  }

  private static String said(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }
}
