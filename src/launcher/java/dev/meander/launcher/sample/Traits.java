package dev.meander.launcher.sample;

import java.util.Currency;

/**
 * What stays the same about a person.
 *
 * @param source the collector that sees them: {@code app}, {@code web} or {@code mini-program}
 * @param visitsPerDay mean sessions a day
 * @param patience mean looks in a session
 * @param pace median dwell on an item, in milliseconds
 * @param buying factor on the chance to buy
 * @param outspoken chance to review a purchase
 */
record Traits(
    Language language,
    Currency currency,
    String source,
    double visitsPerDay,
    double patience,
    double pace,
    double buying,
    double outspoken) {

  static Traits draw(Dice dice) {
    Language language = dice.chance(0.65) ? Language.CHINESE : Language.ENGLISH;
    String currency =
        switch (language) {
          case CHINESE -> "CNY";
          case ENGLISH -> dice.chance(0.7) ? "USD" : dice.chance(0.7) ? "EUR" : "CNY";
        };
    double place = dice.uniform();
    String source = place < 0.55 ? "app" : place < 0.8 ? "mini-program" : "web";
    return new Traits(
        language,
        Currency.getInstance(currency),
        source,
        Math.min(3, dice.logNormal(0.2, 0.8)),
        dice.logNormal(3, 0.3),
        dice.logNormal(14_000, 0.4),
        dice.logNormal(1, 0.4),
        Math.min(0.9, dice.logNormal(0.22, 0.6)));
  }

  /** A price in the shop's currency as this person pays it, in hundredths. Rates are made up. */
  long charge(long cents) {
    return switch (currency.getCurrencyCode()) {
      case "USD" -> Math.max(1, Math.round(cents * 0.14));
      case "EUR" -> Math.max(1, Math.round(cents * 0.13));
      default -> cents;
    };
  }
}
