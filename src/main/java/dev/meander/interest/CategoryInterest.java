package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.time.Instant;

/**
 * A person's interest in one category, as decayed sums of event weights at the person's last event.
 * Sums may be negative where hiding and returning outweigh the rest.
 *
 * @param daily with a half-life of 1 day
 * @param weekly with a half-life of 7 days; the one that answers are built from
 * @param monthly with a half-life of 28 days
 * @param lastSeenAt time of the newest event in the category
 * @param events how many events in the category were counted, ever
 */
public record CategoryInterest(
    CategoryPath category,
    double daily,
    double weekly,
    double monthly,
    Instant lastSeenAt,
    long events) {}
