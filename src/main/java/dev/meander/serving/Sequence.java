package dev.meander.serving;

import dev.meander.event.LogPosition;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a view stands among those of a person, as the ids of a stream's events say it: a position,
 * and behind a tilde the revision of who has, or had, several names.
 */
record Sequence(long revision, LogPosition position) implements Comparable<Sequence> {

  private static final Comparator<Sequence> ORDER =
      Comparator.comparingLong(Sequence::revision).thenComparing(Sequence::position);

  static Sequence of(InterestView view) {
    return new Sequence(view.joint().revision(), view.position());
  }

  String encode() {
    return position.encode() + (revision == 0 ? "" : "~" + revision);
  }

  /**
   * Reads what {@link #encode} wrote; null for null.
   *
   * @throws dev.meander.platform.ProblemException INVALID_PARAMETER for any other text
   */
  static @Nullable Sequence parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int tilde = text.indexOf('~');
    String digits = tilde < 0 ? "0" : text.substring(tilde + 1);
    LogPosition position =
        Parameters.position("Last-Event-ID", tilde < 0 ? text : text.substring(0, tilde));
    if (position == null || !digits.matches("[0-9]{1,18}")) {
      throw Parameters.invalid("Last-Event-ID", "is no id that this service gave");
    }
    return new Sequence(Long.parseLong(digits), position);
  }

  @Override
  public int compareTo(Sequence other) {
    return ORDER.compare(this, other);
  }
}
