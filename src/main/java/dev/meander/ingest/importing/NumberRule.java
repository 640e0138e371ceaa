package dev.meander.ingest.importing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a number comes from: a template, {@code {from: template, decimal: ","}}, or {@code
 * {product: [template, template]}}.
 *
 * @param factors one at least; multiplied
 * @param point what parts the decimals from the whole
 */
record NumberRule(List<Template> factors, char point) {

  private static final int LONGEST = 32;

  NumberRule {
    factors = List.copyOf(factors);
  }

  static NumberRule of(String what, Spot spot) throws MappingException {
    if (!(spot instanceof Spot.Fields)) {
      return new NumberRule(List.of(Template.of(what, spot)), '.');
    }
    Section section = Section.of(what, spot);
    var from = section.optional("from");
    var product = section.optional("product");
    String point = section.text("decimal", ".");
    section.refuseRest();
    if (from.isPresent() == product.isPresent()) {
      throw new MappingException(spot.line(), what + " wants either 'from' or 'product'");
    }
    if (!point.equals(".") && !point.equals(",")) {
      throw new MappingException(spot.line(), what + ".decimal is . or ,");
    }
    List<Template> factors = new ArrayList<>();
    Spot source = from.or(() -> product).orElse(spot);
    for (String text : Section.texts(what, source)) {
      factors.add(Template.parse(text, source.line()));
    }
    return new NumberRule(factors, point.charAt(0));
  }

  /**
   * @return null where a factor is absent
   * @throws IllegalArgumentException when one is no number
   */
  @Nullable BigDecimal decimal(Cells cells) {
    BigDecimal product = BigDecimal.ONE;
    for (Template factor : factors) {
      String text = factor.fill(cells);
      if (text == null) {
        return null;
      }
      product = product.multiply(number(text.strip()));
    }
    // 216.0 and 216.00 are one amount, and the wire takes four decimals.
    BigDecimal plain = product.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  /**
   * @return null where a factor is absent
   * @throws IllegalArgumentException when it is no whole number
   */
  @Nullable Long whole(Cells cells) {
    BigDecimal value = decimal(cells);
    if (value == null) {
      return null;
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("no whole number: " + value, e);
    }
  }

  private BigDecimal number(String text) {
    String plain = point == ',' ? text.replace(".", "").replace(',', '.') : text;
    try {
      if (plain.length() <= LONGEST) {
        return new BigDecimal(plain);
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new IllegalArgumentException("no number: " + text);
  }

  void addColumns(Set<String> columns) {
    factors.forEach(factor -> factor.addColumns(columns));
  }
}
