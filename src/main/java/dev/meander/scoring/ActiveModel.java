package dev.meander.scoring;

import dev.meander.interest.ModelIdentity;

/**
 * A model that serves.
 *
 * @param executionProvider what runs it: {@code cpu} or {@code cuda}
 */
public record ActiveModel(ModelIdentity identity, String executionProvider) {}
