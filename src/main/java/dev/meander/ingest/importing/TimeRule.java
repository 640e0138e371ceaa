package dev.meander.ingest.importing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a time is written: {@code {from: template, time: form, zone: zone, at: time of day}}. The
 * form is {@code iso}, {@code seconds} or {@code millis} since 1970, {@code days since 2000-01-01},
 * or a pattern of {@link DateTimeFormatter}. The zone is for times without an offset of their own,
 * the time of day for dates.
 */
final class TimeRule {

  private static final String DAYS_SINCE = "days since ";

  /** A date, maybe with a time behind T or a blank, maybe with an offset: as databases write it. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .toFormatter(Locale.ROOT);

  private final Template from;
  private final String form;
  private final DateTimeFormatter formatter;
  private final ZoneId zone;
  private final LocalTime at;

  private TimeRule(
      Template from, String form, DateTimeFormatter formatter, ZoneId zone, LocalTime at) {
    this.from = from;
    this.form = form;
    this.formatter = formatter;
    this.zone = zone;
    this.at = at;
  }

  /**
   * @param zone where the rule names none
   */
  static TimeRule of(String what, Spot spot, ZoneId zone) throws MappingException {
    if (!(spot instanceof Spot.Fields)) {
      return new TimeRule(Template.of(what, spot), "iso", ISO, zone, LocalTime.NOON);
    }
    Section section = Section.of(what, spot);
    Template from = Template.of(what + ".from", section.required("from"));
    String form = section.text("time", "iso");
    String named = section.text("zone", zone.getId());
    String at = section.text("at", "12:00");
    section.refuseRest();
    try {
      return new TimeRule(from, form, formatter(form), ZoneId.of(named), LocalTime.parse(at));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new MappingException(spot.line(), what + ": " + e.getMessage(), e);
    }
  }

  static ZoneId zone(Spot spot) throws MappingException {
    try {
      return ZoneId.of(Section.text("zone", spot));
    } catch (DateTimeException e) {
      throw new MappingException(spot.line(), "zone: " + e.getMessage(), e);
    }
  }

  private static DateTimeFormatter formatter(String form) {
    if (form.startsWith(DAYS_SINCE)) {
      var _ = LocalDate.parse(form.substring(DAYS_SINCE.length()));
    }
    return switch (form) {
      case "iso", "seconds", "millis" -> ISO;
      case String days when days.startsWith(DAYS_SINCE) -> ISO;
      default -> DateTimeFormatter.ofPattern(form, Locale.ENGLISH);
    };
  }

  /**
   * @return null where the row has no such time
   * @throws IllegalArgumentException when it is written in another form
   */
  @Nullable Instant read(Cells cells) {
    String text = from.fill(cells);
    if (text == null) {
      return null;
    }
    try {
      return switch (form) {
        case "seconds" -> Instant.ofEpochMilli(whole(text, 1000));
        case "millis" -> Instant.ofEpochMilli(whole(text, 1));
        case String days when days.startsWith(DAYS_SINCE) ->
            LocalDate.parse(days.substring(DAYS_SINCE.length()))
                .plusDays(whole(text, 1))
                .atTime(at)
                .atZone(zone)
                .toInstant();
        default -> parsed(text);
      };
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("no time in the form %s: %s".formatted(form, text), e);
    }
  }

  private static long whole(String text, int unit) {
    return new BigDecimal(text.strip())
        .multiply(BigDecimal.valueOf(unit))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }

  private Instant parsed(String text) {
    TemporalAccessor parsed =
        formatter.parseBest(
            text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return switch (parsed) {
      case OffsetDateTime time -> time.toInstant();
      case LocalDateTime time -> time.atZone(zone).toInstant();
      case LocalDate date -> date.atTime(at).atZone(zone).toInstant();
      default -> throw new DateTimeException("no time: " + text);
    };
  }

  void addColumns(Set<String> columns) {
    from.addColumns(columns);
  }
}
