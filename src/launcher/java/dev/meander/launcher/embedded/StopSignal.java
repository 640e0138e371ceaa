package dev.meander.launcher.embedded;

/** How a server is asked to stop in good order. */
enum StopSignal {
  /** The usual one. */
  TERM,
  /** PostgreSQL's fast shutdown; its TERM waits until every client has gone. */
  INT,
  /** No good order: for data that is thrown away. */
  KILL
}
