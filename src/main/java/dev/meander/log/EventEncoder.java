package dev.meander.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventField;
import dev.meander.event.EventKind;
import dev.meander.event.Item;
import dev.meander.event.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the newest version of the wire form, field by field, in one fixed order. */
@SuppressWarnings("EnumOrdinal") // the arrays are made from values() of the same enum
final class EventEncoder {

  /** The newest version; a change of the form that old readers misread raises it. */
  static final int VERSION = 1;

  private static final SerializableString[] FIELDS =
      Arrays.stream(EventField.values())
          .map(field -> new SerializedString(field.wireName()))
          .toArray(SerializableString[]::new);

  private static final SerializableString[] KINDS =
      Arrays.stream(EventKind.values())
          .map(kind -> new SerializedString(kind.wireName()))
          .toArray(SerializableString[]::new);

  private static final SerializedString V = new SerializedString("v");
  private static final SerializedString TENANT = new SerializedString("tenant");
  private static final SerializedString EVENT_ID = new SerializedString("eventId");
  private static final SerializedString PERSON_ID = new SerializedString("personId");
  private static final SerializedString KIND = new SerializedString("kind");
  private static final SerializedString OCCURRED_AT = new SerializedString("occurredAt");
  private static final SerializedString SOURCE = new SerializedString("source");
  private static final SerializedString SESSION_ID = new SerializedString("sessionId");
  private static final SerializedString CONTEXT = new SerializedString("context");
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString CATEGORY = new SerializedString("category");
  private static final SerializedString NAME = new SerializedString("name");
  private static final SerializedString PRICE = new SerializedString("price");

  private final JsonFactory json;

  EventEncoder(JsonFactory json) {
    this.json = json;
  }

  byte[] encode(EventEnvelope envelope) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeFieldName(V);
      out.writeNumber(VERSION);
      text(out, TENANT, envelope.tenant().value());
      text(out, EVENT_ID, envelope.eventId().value());
      text(out, PERSON_ID, envelope.personId().value());
      out.writeFieldName(KIND);
      out.writeString(KINDS[envelope.kind().ordinal()]);
      out.writeFieldName(OCCURRED_AT);
      out.writeNumber(envelope.occurredAt().toEpochMilli());
      text(out, SOURCE, envelope.source());
      text(out, SESSION_ID, envelope.sessionId());
      if (!envelope.context().isEmpty()) {
        out.writeFieldName(CONTEXT);
        out.writeStartObject();
        // Sorted, so that equal envelopes give equal bytes.
        for (var entry : new TreeMap<>(envelope.context()).entrySet()) {
          out.writeStringField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
      }
      event(out, envelope.event());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("an event could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void event(JsonGenerator out, BehaviorEvent event) throws IOException {
    if (event instanceof BehaviorEvent.ItemEvent about) {
      item(out, about.item());
    }
    switch (event) {
      case BehaviorEvent.LoggedIn(var path, var referrer) -> {
        text(out, EventField.PATH, path);
        text(out, EventField.REFERRER, referrer);
      }
      case BehaviorEvent.ItemViewed(var item, var dwellMs) -> {
        if (dwellMs != null) {
          name(out, EventField.DWELL_MS);
          out.writeNumber(dwellMs);
        }
      }
      case BehaviorEvent.Searched(var query) -> text(out, EventField.QUERY, query);
      case BehaviorEvent.ItemCarted(var item, var quantity) -> pieces(out, quantity, null);
      case BehaviorEvent.ItemUncarted(var item, var quantity) -> pieces(out, quantity, null);
      case BehaviorEvent.ItemPurchased(var item, var quantity, var paid) ->
          pieces(out, quantity, paid);
      case BehaviorEvent.ItemReturned(var item, var quantity, var refunded) ->
          pieces(out, quantity, refunded);
      case BehaviorEvent.ItemReviewed(var item, var rating, var text) -> {
        if (rating != null) {
          name(out, EventField.RATING);
          out.writeNumber(rating);
        }
        text(out, EventField.TEXT, text);
      }
      case BehaviorEvent.InterestDeclared(var categories) -> {
        name(out, EventField.CATEGORIES);
        out.writeStartArray();
        for (CategoryPath path : categories) {
          category(out, path);
        }
        out.writeEndArray();
      }
      case BehaviorEvent.ConsentChanged(var granted) -> {
        name(out, EventField.GRANTED);
        out.writeBoolean(granted);
      }
      case BehaviorEvent.PersonMerged(var member, var merged) -> {
        text(out, EventField.MEMBER, member.value());
        name(out, EventField.MERGED);
        out.writeBoolean(merged);
      }
      case BehaviorEvent.ItemFavorited favorited -> {}
      case BehaviorEvent.ItemHidden hidden -> {}
      case BehaviorEvent.ExposureShown shown -> {}
      case BehaviorEvent.ExposureClicked clicked -> {}
      case BehaviorEvent.PersonErased erased -> {}
    }
  }

  private static void item(JsonGenerator out, Item item) throws IOException {
    name(out, EventField.ITEM);
    out.writeStartObject();
    text(out, ID, item.id().value());
    if (item.category() != null) {
      out.writeFieldName(CATEGORY);
      category(out, item.category());
    }
    text(out, NAME, item.name());
    if (item.price() != null) {
      text(out, PRICE, item.price().toPlainString());
    }
    out.writeEndObject();
  }

  private static void category(JsonGenerator out, CategoryPath path) throws IOException {
    out.writeStartArray();
    for (String level : path.levels()) {
      out.writeString(level);
    }
    out.writeEndArray();
  }

  private static void pieces(JsonGenerator out, int quantity, @Nullable Money money)
      throws IOException {
    name(out, EventField.QUANTITY);
    out.writeNumber(quantity);
    if (money != null) {
      text(out, EventField.AMOUNT, money.amount().toPlainString());
      text(out, EventField.CURRENCY, money.currency().getCurrencyCode());
    }
  }

  private static void name(JsonGenerator out, EventField field) throws IOException {
    out.writeFieldName(FIELDS[field.ordinal()]);
  }

  private static void text(JsonGenerator out, EventField field, @Nullable String value)
      throws IOException {
    text(out, FIELDS[field.ordinal()], value);
  }

  private static void text(JsonGenerator out, SerializableString name, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeFieldName(name);
      out.writeString(value);
    }
  }
}
