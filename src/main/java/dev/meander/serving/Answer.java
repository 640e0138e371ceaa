package dev.meander.serving;

import dev.meander.event.LogPosition;
import dev.meander.interest.Joint;
import java.time.Instant;

/**
 * An answer ready to be sent but for its age, which is not known before.
 *
 * @param position that the answer reaches to
 * @param appendedAt when the log took the newest event in it; millisecond precision
 * @param etag strong entity tag with its quotes; equal tags mean answers equal but for their age
 * @param json UTF-8 JSON without the age; never changed after
 * @param ageAt where in {@code json} the age belongs
 * @param joint what the person's other names add; without the revision, which the tag has
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(
    LogPosition position, Instant appendedAt, String etag, byte[] json, int ageAt, Joint joint) {

  /** The answer as of {@code now}, as UTF-8 JSON. Ages are whole milliseconds, at least 0. */
  public byte[] aged(Instant now) {
    byte[] digits =
        Long.toString(Math.max(0, now.toEpochMilli() - appendedAt.toEpochMilli()))
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] whole = new byte[json.length + digits.length];
    System.arraycopy(json, 0, whole, 0, ageAt);
    System.arraycopy(digits, 0, whole, ageAt, digits.length);
    System.arraycopy(json, ageAt, whole, ageAt + digits.length, json.length - ageAt);
    return whole;
  }
}
