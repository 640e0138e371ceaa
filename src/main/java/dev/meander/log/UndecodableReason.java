package dev.meander.log;

/** Why the bytes of a message are no event; part of what a dead letter says. */
public enum UndecodableReason {
  /** Not JSON, or cut off. */
  NOT_JSON,
  /** Does not begin with the version of its form. */
  NO_VERSION,
  /** Written by a newer Meander than this one. */
  UNKNOWN_VERSION,
  /** Names a kind of event that does not exist. */
  UNKNOWN_KIND,
  /** Lacks a field that the kind needs. */
  MISSING_FIELD,
  /** A field holds what its type does not allow. */
  INVALID_VALUE
}
