package dev.meander.ingest;

import dev.meander.event.LogPosition;
import dev.meander.platform.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one event of a request. */
sealed interface Outcome {

  /** In the log now. */
  record Accepted(String eventId, LogPosition position) implements Outcome {}

  /**
   * In the log since earlier.
   *
   * @param position where it stands
   */
  record Duplicate(String eventId, LogPosition position) implements Outcome {}

  /**
   * Not in the log.
   *
   * @param eventId null where it could not be read
   * @param errors at least one
   */
  record Refused(RefusalReason reason, @Nullable String eventId, List<FieldError> errors)
      implements Outcome {
    public Refused {
      errors = List.copyOf(errors);
    }
  }
}
