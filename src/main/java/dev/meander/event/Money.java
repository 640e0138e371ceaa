package dev.meander.event;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money.
 *
 * @param amount non-negative, at most 4 decimals and 15 digits before the point
 * @param currency ISO 4217
 */
public record Money(BigDecimal amount, Currency currency) {

  /** Most digits after the decimal point. */
  public static final int MAX_SCALE = 4;

  /** Most digits before the decimal point. */
  public static final int MAX_INTEGER_DIGITS = 15;

  public Money {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("amount must not be negative: " + amount);
    }
    if (amount.scale() > MAX_SCALE || amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) {
      throw new IllegalArgumentException("amount is out of range: " + amount);
    }
  }
}
