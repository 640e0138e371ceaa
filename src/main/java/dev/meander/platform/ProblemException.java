package dev.meander.platform;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal that reaches the client as an RFC 9457 problem. */
public class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<FieldError> errors;
  private final @Nullable Duration retryAfter;

  public ProblemException(ErrorCode code, String detail) {
    this(code, detail, List.of(), null, null);
  }

  public ProblemException(ErrorCode code, String detail, List<FieldError> errors) {
    this(code, detail, errors, null, null);
  }

  /**
   * @param retryAfter for the {@code Retry-After} header of 429 and 503; null for none
   */
  public ProblemException(
      ErrorCode code,
      String detail,
      List<FieldError> errors,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  public ErrorCode code() {
    return code;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
