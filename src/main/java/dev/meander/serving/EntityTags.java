package dev.meander.serving;

import org.jspecify.annotations.Nullable;

/** {@code If-None-Match} of RFC 9110, section 13.1.2. */
public final class EntityTags {

  private EntityTags() {}

  /**
   * Whether the client holds the answer already. Compares weakly, as the RFC wants it here; a field
   * that is not well-formed matches nothing.
   *
   * @param ifNoneMatch the field's value, null where it is not sent
   * @param etag the answer's tag with its quotes, without a comma
   */
  public static boolean matches(@Nullable String ifNoneMatch, String etag) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    for (String tag : ifNoneMatch.split(",", -1)) {
      String held = tag.strip();
      if (held.startsWith("W/")) {
        held = held.substring(2);
      }
      if (held.equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
