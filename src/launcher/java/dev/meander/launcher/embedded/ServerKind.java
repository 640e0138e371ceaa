package dev.meander.launcher.embedded;

/** The servers that can be embedded, each replaceable by an outside one. */
public enum ServerKind {
  /** Apache Pulsar standalone: broker and one bookie in a JVM of their own. */
  BROKER("broker"),
  /** PostgreSQL, its own binaries. */
  POSTGRES("postgres"),
  /** Redis, its own binary. */
  REDIS("redis");

  private final String title;

  ServerKind(String title) {
    this.title = title;
  }

  /** The name used in messages, in log file names and on the command line, lower case. */
  public String title() {
    return title;
  }
}
