package dev.meander.interest;

/** Which way an interest goes. */
public enum Trend {
  EMERGING,
  STABLE,
  FADING
}
