package dev.meander.serving;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.Discovery;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.FieldError;
import dev.meander.platform.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of the reads: ranges, standards, and what is said when one is wrong. */
final class Parameters {

  /**
   * A whole number.
   *
   * @param standard taken where the parameter is not given
   */
  record Whole(String name, int least, int most, int standard) {

    /**
     * @param text as given, null where not given
     * @throws ProblemException INVALID_PARAMETER naming the value and the range
     */
    int of(@Nullable String text) {
      if (text == null) {
        return standard;
      }
      // Nine digits fit an int; a sign is only ever wrong.
      int value = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
      if (value < least || value > most) {
        throw invalid(name, "is " + shown(text) + ", a whole number from " + range() + " is due");
      }
      return value;
    }

    private String range() {
      return least + " to " + most;
    }
  }

  /**
   * A number with at most three digits behind the point.
   *
   * @param least a whole number at least 0
   */
  record Decimal(String name, int least, int most) {

    /**
     * @param text as given
     * @throws ProblemException INVALID_PARAMETER naming the value and the range
     */
    double of(String text) {
      double value = text.matches("[0-9]{1,9}(\\.[0-9]{1,3})?") ? Double.parseDouble(text) : -1;
      if (value < least || value > most) {
        throw invalid(
            name,
            "is " + shown(text) + ", a number from " + least + " to " + most + " like 1.25 is due");
      }
      return value;
    }
  }

  static final Whole LIMIT = new Whole("limit", 1, 200, 20);
  static final Whole STEPS = new Whole("horizon", 1, 10, 3);
  static final Whole PATHS = new Whole("paths", 1, 20, 3);
  static final Whole CANDIDATES = new Whole("candidates", 1, 20, 5);
  static final Decimal BONUS = new Decimal("bonus", 0, 5);
  static final String KEEP = "keep";
  static final String MODE = "mode";
  static final String LIKELIEST = "likeliest";
  static final String DISCOVERY = "discovery";
  static final Whole DAYS = new Whole("horizon", 1, 28, 7);
  static final Whole ACTIVE_DAYS = new Whole("days", 1, 366, 28);
  static final Whole CATEGORIES = new Whole("categories", 1, 20, 5);

  private Parameters() {}

  /**
   * The order that is asked for.
   *
   * @param standard where bonus or keep is not given
   * @return null for the order of probabilities
   * @throws ProblemException INVALID_PARAMETER for another mode, a number out of range, and a bonus
   *     or a keep that would do nothing
   */
  static @Nullable Discovery discovery(
      @Nullable String mode,
      @Nullable String bonus,
      @Nullable String keep,
      ServingConfig.Discovery standard) {
    if (mode == null || mode.equals(LIKELIEST)) {
      if (bonus != null || keep != null) {
        throw invalid(bonus != null ? BONUS.name() : KEEP, "counts in mode=discovery alone");
      }
      return null;
    }
    if (!mode.equals(DISCOVERY)) {
      throw invalid(MODE, "is " + shown(mode) + ", likeliest or discovery is due");
    }
    return new Discovery(
        bonus == null ? standard.bonus() : BONUS.of(bonus),
        new Whole(KEEP, 0, 20, standard.keep()).of(keep));
  }

  /** RFC 3339 with an offset. */
  static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw invalid(name, "is " + shown(text) + ", a time like 2017-11-25T01:21:10Z is due");
    }
  }

  static @Nullable LogPosition position(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return LogPosition.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(name, "is " + shown(text) + ", a position that this service gave is due");
    }
  }

  static PersonId person(String text) {
    try {
      return new PersonId(text);
    } catch (IllegalArgumentException e) {
      throw invalid("personId", String.valueOf(e.getMessage()));
    }
  }

  static ProblemException invalid(String name, String detail) {
    return new ProblemException(
        ErrorCode.INVALID_PARAMETER,
        name + " " + detail,
        List.of(new FieldError("?" + name, detail)));
  }

  private static String shown(String text) {
    return '"' + (text.length() <= 64 ? text : text.substring(0, 64) + "…") + '"';
  }
}
