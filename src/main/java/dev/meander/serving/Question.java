package dev.meander.serving;

/** What can be asked about a person. */
public enum Question {
  INTERESTS,
  MIGRATION,
  EVOLUTION
}
