package dev.meander.ingest.importing;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.Money;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Invoice lines in the form of UCI's Online Retail data, in the order of their time. A line is a
 * purchase; a line of an invoice {@code C...} is a return, given to the newest earlier purchases of
 * the same customer and stock code that have pieces left, and carries their event's id as {@code
 * purchase} in its context, or {@code unmatched} where there is none. Lines without a customer are
 * those of a guest, one for each invoice. The set has no categories: an article's is its number
 * without the letters of its variant. Not for several threads.
 */
public final class OnlineRetailImporter implements RowImporter {

  private static final TenantId TENANT = new TenantId("default");
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final Currency POUND = Currency.getInstance("GBP");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final String SOURCE = "online-retail";

  private final OpenPurchases open = new OpenPurchases();
  private final Map<String, Integer> linesOfInvoice = new HashMap<>();
  private String invoice = "";

  /** A line after its cells were read. */
  private record Line(
      String invoice,
      int number,
      String customer,
      Item item,
      int quantity,
      BigDecimal price,
      Instant at) {

    boolean cancels() {
      return invoice.startsWith("C");
    }

    String id() {
      return "%s:%s:%s:%d".formatted(SOURCE, invoice, item.id().value(), number);
    }

    Money money(int pieces) {
      return new Money(price.multiply(BigDecimal.valueOf(pieces)), POUND);
    }
  }

  @Override
  public Set<String> columns() {
    return Set.of(
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "CustomerID",
        "Country");
  }

  @Override
  public Imported read(Row row) {
    try {
      return meaning(line(row), row.value("Country"));
    } catch (DateTimeException | IllegalArgumentException e) {
      return new Imported.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private Imported meaning(Line line, @Nullable String country) {
    if (line.invoice().startsWith("A")) {
      return new Imported.LeftOut("adjustment of bad debt");
    }
    if (line.quantity() <= 0 && !line.cancels()) {
      return new Imported.LeftOut("stock written off");
    }
    if (line.price().signum() == 0 && line.customer().isEmpty()) {
      return new Imported.LeftOut("stock found, without price and customer");
    }
    if (line.quantity() >= 0 && line.cancels()) {
      return new Imported.Malformed("a cancellation of " + line.quantity() + " pieces");
    }
    return new Imported.Events(
        line.cancels() ? returns(line, country) : List.of(purchase(line, country)));
  }

  private EventEnvelope purchase(Line line, @Nullable String country) {
    if (!line.customer().isEmpty()) {
      open.add(line.customer(), line.item().id().value(), line.id(), line.quantity());
    }
    var event = new ItemPurchased(line.item(), line.quantity(), line.money(line.quantity()));
    return envelope(line, line.id(), event, context(country));
  }

  private List<EventEnvelope> returns(Line line, @Nullable String country) {
    int wanted = -line.quantity();
    List<OpenPurchases.Part> parts =
        line.customer().isEmpty()
            ? List.of()
            : open.take(line.customer(), line.item().id().value(), wanted);
    List<EventEnvelope> events = new ArrayList<>();
    for (OpenPurchases.Part part : parts) {
      Map<String, String> context = context(country);
      context.put("purchase", part.purchase());
      events.add(returned(line, events.size(), part.pieces(), context));
      wanted -= part.pieces();
    }
    if (wanted > 0) {
      Map<String, String> context = context(country);
      context.put("unmatched", line.customer().isEmpty() ? "no customer" : "no earlier purchase");
      events.add(returned(line, events.size(), wanted, context));
    }
    return events;
  }

  private static EventEnvelope returned(
      Line line, int part, int pieces, Map<String, String> context) {
    var event = new ItemReturned(line.item(), pieces, line.money(pieces));
    return envelope(line, line.id() + ':' + part, event, context);
  }

  private static EventEnvelope envelope(
      Line line, String id, BehaviorEvent event, Map<String, String> context) {
    String person = line.customer().isEmpty() ? "guest-" + line.invoice() : line.customer();
    return new EventEnvelope(
        TENANT,
        new EventId(id),
        new PersonId(SOURCE + ':' + person),
        line.at(),
        SOURCE,
        line.invoice(),
        context,
        event);
  }

  private static Map<String, String> context(@Nullable String country) {
    Map<String, String> context = new TreeMap<>();
    if (country != null) {
      context.put("country", country);
    }
    return context;
  }

  private Line line(Row row) {
    String number = needed(row, "InvoiceNo");
    if (!number.equals(invoice)) {
      // Equal lines of one invoice are several: they are told apart by counting.
      invoice = number;
      linesOfInvoice.clear();
    }
    // The shop wrote some codes in both cases.
    String code = needed(row, "StockCode").toUpperCase(Locale.ROOT);
    BigDecimal price = new BigDecimal(needed(row, "UnitPrice"));
    if (price.signum() < 0 && !number.startsWith("A")) {
      throw new IllegalArgumentException("UnitPrice: must not be negative: " + price);
    }
    String customer = row.value("CustomerID");
    return new Line(
        invoice,
        linesOfInvoice.merge(code, 1, Integer::sum),
        customer == null ? "" : customer.replaceFirst("\\.0$", ""),
        new Item(
            new ItemId(code), category(code), row.value("Description"), price.max(BigDecimal.ZERO)),
        Integer.parseInt(needed(row, "Quantity")),
        price,
        LocalDateTime.parse(needed(row, "InvoiceDate"), TIME).atZone(ZONE).toInstant());
  }

  private static String needed(Row row, String column) {
    String value = row.value(column);
    if (value == null) {
      throw new IllegalArgumentException(column + ": is missing");
    }
    return value;
  }

  /** Codes of articles begin with their number; the others are postage, discounts and the like. */
  private static CategoryPath category(String code) {
    int digits = 0;
    while (digits < code.length() && Character.isDigit(code.charAt(digits))) {
      digits++;
    }
    return digits >= 5
        ? CategoryPath.of("article", code.substring(0, digits))
        : CategoryPath.of("other", code);
  }
}
