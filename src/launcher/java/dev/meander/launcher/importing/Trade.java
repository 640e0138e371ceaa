package dev.meander.launcher.importing;

import dev.meander.event.Money;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was bought, or came back: pieces, and money by its currency. Not for several threads. */
final class Trade {

  private final Map<String, BigDecimal> amounts = new TreeMap<>();
  private long pieces;

  void add(int quantity, @Nullable Money money) {
    pieces += quantity;
    if (money != null) {
      amounts.merge(money.currency().getCurrencyCode(), money.amount(), BigDecimal::add);
    }
  }

  /** {@code 12 pieces, 29.90 EUR}. */
  @Override
  public String toString() {
    var text = new StringBuilder("%d pieces".formatted(pieces));
    amounts.forEach(
        (currency, amount) ->
            text.append(", ").append(amount.toPlainString()).append(' ').append(currency));
    return text.toString();
  }
}
