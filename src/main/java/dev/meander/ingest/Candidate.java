package dev.meander.ingest;

import dev.meander.log.LoggedEvent;
import dev.meander.platform.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event of a request after reading it. */
sealed interface Candidate {

  /**
   * Fit for the log.
   *
   * @param idPointer where its id stood on the wire
   */
  record Valid(LoggedEvent.Decoded event, String idPointer) implements Candidate {}

  /**
   * Not fit for the log.
   *
   * @param eventId the client's id where it could be read
   * @param errors at least one
   */
  record Refused(RefusalReason reason, @Nullable String eventId, List<FieldError> errors)
      implements Candidate {
    public Refused {
      errors = List.copyOf(errors);
    }

    static Refused unreadable(String pointer, String detail) {
      return new Refused(RefusalReason.UNREADABLE, null, List.of(new FieldError(pointer, detail)));
    }
  }
}
