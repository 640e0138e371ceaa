package dev.meander.platform;

/** Every way in which Meander refuses or fails, with the one HTTP status it answers with. */
public enum ErrorCode {
  UNREADABLE_BODY(Category.CALLER, 400, "The body cannot be read"),
  INVALID_PARAMETER(Category.CALLER, 400, "A parameter is out of range"),
  UNAUTHENTICATED(Category.CALLER, 401, "A valid token or API key is due"),
  FORBIDDEN(Category.CALLER, 403, "The token or API key does not allow that"),
  CONSENT_WITHDRAWN(Category.CALLER, 403, "The person has withdrawn consent to being profiled"),
  NOT_FOUND(Category.CALLER, 404, "There is no such resource"),
  UNKNOWN_PERSON(Category.CALLER, 404, "No event of this person is known"),
  UNKNOWN_PARKED(Category.CALLER, 404, "Nothing is put aside there"),
  UNKNOWN_PROJECTION(Category.CALLER, 404, "There is no such version of the projection"),
  UNKNOWN_ERASURE(Category.CALLER, 404, "There is no such erasure"),
  METHOD_NOT_ALLOWED(Category.CALLER, 405, "The resource does not take this method"),
  NOT_ACCEPTABLE(Category.CALLER, 406, "No representation that the client accepts"),
  PARKED_CONFLICT(Category.CALLER, 409, "That cannot be decided about what is put aside"),
  PROJECTION_CONFLICT(Category.CALLER, 409, "That cannot be done with this version now"),
  ERASURE_UNAVAILABLE(Category.CALLER, 409, "Nobody can be erased while events are not sealed"),
  BODY_TOO_LARGE(Category.CALLER, 413, "The body or batch is too large"),
  UNSUPPORTED_MEDIA_TYPE(Category.CALLER, 415, "The content type is not supported"),
  EVENTS_REFUSED(Category.CALLER, 422, "Every event was refused"),
  TOO_MANY_REQUESTS(Category.RETRYABLE, 429, "Too much is under way; try again later"),
  LOG_UNAVAILABLE(Category.RETRYABLE, 503, "The event log does not answer"),
  VIEW_NOT_READY(Category.RETRYABLE, 503, "The answer is being rebuilt"),
  STORE_UNAVAILABLE(Category.RETRYABLE, 503, "A store does not answer"),
  INTERNAL(Category.INTERNAL, 500, "Something failed inside");

  /** Who has to act. */
  public enum Category {
    CALLER,
    RETRYABLE,
    PERMANENT,
    INTERNAL
  }

  private final Category category;
  private final int status;
  private final String title;

  ErrorCode(Category category, int status, String title) {
    this.category = category;
    this.status = status;
    this.title = title;
  }

  public Category category() {
    return category;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The stable {@code type} of the problem: {@code urn:meander:problem:body-too-large}. */
  public String type() {
    return "urn:meander:problem:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
