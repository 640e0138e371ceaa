package dev.meander.log.privacy;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Someone's wish to be forgotten, and how far it is carried out.
 *
 * @param id of the erasure
 * @param key that is destroyed
 * @param pseudonym of the person's messages; null once complete
 * @param person null once complete
 * @param commitment see {@link Commitment}
 * @param marker where the log says so; null before it does
 * @param reach the last entry of each partition of the log when the marker was written; empty
 *     before
 * @param leader the erasure that was asked for, where this is one of another name of the person
 * @param events of the person in the log, as they were found
 * @param plainEvents of these, those that were never sealed and hence stay readable
 * @param viewsGone whether scoring has passed the person's end
 * @param age since the request
 * @param sinceDestroyed since the key was destroyed; zero before
 * @param receipt the signed bytes; null before it is complete
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Erasure(
    TenantId tenant,
    UUID id,
    KeyId key,
    @Nullable String pseudonym,
    @Nullable PersonId person,
    String commitment,
    Step step,
    Instant requestedAt,
    @Nullable LogPosition marker,
    List<LogPosition> reach,
    @Nullable UUID leader,
    long events,
    long plainEvents,
    boolean viewsGone,
    Duration age,
    Duration sinceDestroyed,
    byte @Nullable [] receipt) {

  public Erasure {
    reach = List.copyOf(reach);
  }

  /** What is done already. */
  public enum Step {
    /** Nothing more is taken or sealed for the person. */
    REQUESTED,
    /** The log holds the marker behind the person's events. */
    MARKED,
    /** The key is destroyed. */
    DESTROYED,
    /** Everything is gone, and there is a receipt. */
    COMPLETED
  }
}
