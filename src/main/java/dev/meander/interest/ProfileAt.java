package dev.meander.interest;

import dev.meander.event.LogPosition;
import java.time.Instant;

/**
 * A profile with how far into the log it reaches.
 *
 * @param position of the newest event folded in
 * @param appendedAt when the log took that event; the age of an answer counts from here
 */
public record ProfileAt(InterestProfile profile, LogPosition position, Instant appendedAt) {}
