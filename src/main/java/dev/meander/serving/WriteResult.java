package dev.meander.serving;

/**
 * What became of the views handed to {@link InterestViewStore#write}.
 *
 * @param written views now stored
 * @param superseded views left out because a view at least as new was there
 */
public record WriteResult(int written, int superseded) {}
