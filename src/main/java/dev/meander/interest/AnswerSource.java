package dev.meander.interest;

/** What made an answer. */
public enum AnswerSource {
  /** Read from day cells, nothing predicted. */
  PROJECTION,
  /** A trained model. */
  MODEL,
  /** The baseline formula, because no model could serve. */
  BASELINE
}
