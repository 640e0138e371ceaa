package dev.meander.log;

import dev.meander.event.LogPosition;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some of the events were not stored, as far as the broker said. */
public final class AppendException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private final transient List<@Nullable LogPosition> stored;

  AppendException(
      ErrorCode code,
      String detail,
      Duration retryAfter,
      @Nullable Throwable cause,
      List<@Nullable LogPosition> stored) {
    super(code, detail, List.of(), retryAfter, cause);
    this.stored = Collections.unmodifiableList(stored);
  }

  /** Where each event stands, in the order of the append; null for one that is not known stored. */
  public List<@Nullable LogPosition> stored() {
    return stored;
  }
}
