package dev.meander.ingest;

import java.util.Locale;

/** Why an event was not taken. */
enum RefusalReason {
  /** A line that is no JSON object, or an element of an array that is none. */
  UNREADABLE,
  /** Fields at fault. */
  INVALID,
  /** Its id is taken by an event with other content. */
  CONFLICT,
  /** Its person is being erased. */
  ERASURE;

  /** The name in metrics. */
  String metricName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
