package dev.meander.interest;

import org.jspecify.annotations.Nullable;

/**
 * The predictions about one person.
 *
 * @param model null when {@code source} is the baseline
 */
public record ScoredInterest(
    ProfileAt profile,
    Migration migration,
    Evolution evolution,
    AnswerSource source,
    @Nullable ModelIdentity model) {}
