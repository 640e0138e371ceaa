package dev.meander.launcher.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.BehaviorEvent.ExposureClicked;
import dev.meander.event.BehaviorEvent.ExposureShown;
import dev.meander.event.BehaviorEvent.InterestDeclared;
import dev.meander.event.BehaviorEvent.ItemCarted;
import dev.meander.event.BehaviorEvent.ItemEvent;
import dev.meander.event.BehaviorEvent.ItemFavorited;
import dev.meander.event.BehaviorEvent.ItemHidden;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.BehaviorEvent.ItemReviewed;
import dev.meander.event.BehaviorEvent.ItemUncarted;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.BehaviorEvent.LoggedIn;
import dev.meander.event.BehaviorEvent.PersonErased;
import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.BehaviorEvent.Searched;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.Money;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as a client sends them to {@code POST /v1/events}: one JSON object. The tenant is
 * not in it; the caller's credentials say it. Thread-safe.
 */
public final class WireForm {

  private static final JsonFactory JSON = new JsonFactory();

  private WireForm() {}

  /** The event as one line, without the line's end. */
  public static String line(EventEnvelope envelope) {
    StringWriter line = new StringWriter(400);
    try {
      write(envelope, line);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return line.toString();
  }

  /**
   * Appends the event; neither flushes nor closes.
   *
   * @throws IOException when {@code out} fails
   */
  static void write(EventEnvelope envelope, Writer out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      json.writeStartObject();
      json.writeStringField("eventId", envelope.eventId().value());
      json.writeStringField("personId", envelope.personId().value());
      json.writeStringField("kind", envelope.kind().wireName());
      json.writeStringField("occurredAt", envelope.occurredAt().toString());
      text(json, "source", envelope.source());
      text(json, "sessionId", envelope.sessionId());
      if (envelope.event() instanceof ItemEvent about) {
        item(json, about.item());
      }
      event(json, envelope.event());
      context(json, envelope.context());
      json.writeEndObject();
    }
  }

  private static void event(JsonGenerator json, BehaviorEvent event) throws IOException {
    switch (event) {
      case LoggedIn(var path, var referrer) -> {
        text(json, "path", path);
        text(json, "referrer", referrer);
      }
      case ItemViewed(var item, var dwellMs) -> {
        if (dwellMs != null) {
          json.writeNumberField("dwellMs", dwellMs);
        }
      }
      case Searched(var query) -> json.writeStringField("query", query);
      case ItemCarted(var item, var quantity) -> json.writeNumberField("quantity", quantity);
      case ItemUncarted(var item, var quantity) -> json.writeNumberField("quantity", quantity);
      case ItemPurchased(var item, var quantity, var paid) -> money(json, quantity, paid);
      case ItemReturned(var item, var quantity, var refunded) -> money(json, quantity, refunded);
      case ItemReviewed(var item, var rating, var text) -> {
        if (rating != null) {
          json.writeNumberField("rating", rating);
        }
        text(json, "text", text);
      }
      case InterestDeclared(var categories) -> {
        json.writeArrayFieldStart("categories");
        for (CategoryPath category : categories) {
          levels(json, category);
        }
        json.writeEndArray();
      }
      case ConsentChanged(var granted) -> json.writeBooleanField("granted", granted);
      case PersonMerged(var member, var merged) -> {
        json.writeStringField("member", member.value());
        json.writeBooleanField("merged", merged);
      }
      case ItemFavorited _, ItemHidden _, ExposureShown _, ExposureClicked _, PersonErased _ -> {}
    }
  }

  private static void item(JsonGenerator json, Item item) throws IOException {
    json.writeObjectFieldStart("item");
    json.writeStringField("id", item.id().value());
    if (item.category() != null) {
      json.writeFieldName("category");
      levels(json, item.category());
    }
    text(json, "name", item.name());
    if (item.price() != null) {
      json.writeStringField("price", item.price().toPlainString());
    }
    json.writeEndObject();
  }

  private static void levels(JsonGenerator json, CategoryPath category) throws IOException {
    json.writeStartArray();
    for (String level : category.levels()) {
      json.writeString(level);
    }
    json.writeEndArray();
  }

  private static void money(JsonGenerator json, int quantity, @Nullable Money money)
      throws IOException {
    json.writeNumberField("quantity", quantity);
    if (money != null) {
      json.writeStringField("amount", money.amount().toPlainString());
      json.writeStringField("currency", money.currency().getCurrencyCode());
    }
  }

  private static void context(JsonGenerator json, Map<String, String> context) throws IOException {
    if (!context.isEmpty()) {
      json.writeObjectFieldStart("context");
      // Sorted, so that the line is a function of the event.
      for (Map.Entry<String, String> entry : new TreeMap<>(context).entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
