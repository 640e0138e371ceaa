package dev.meander.launcher.soak;

import java.util.Locale;
import java.util.OptionalDouble;

/** What is looked at, with what it may do; MB are MiB. */
enum Measure {
  HEAP_LIVE("heap_mb", 12, 0),
  HEAP_USED("heap_used_mb", 0, 0),
  DIRECT("direct_mb", 12, 0),
  NETTY("netty_mb", 12, 0),
  SERVICE("rss_mb", 60, 0),
  THREADS("threads", 6, 0),
  BROKER("broker_mb", 0, 1400),
  POSTGRES("postgres_mb", 0, 900),
  REDIS("redis_mb", 0, 500),
  LAG("lag_s", 0, 0),
  RATE("acknowledged_per_s", 0, 0),
  READS("reads_per_s", 0, 0),
  ERRORS("errors", 0, 0);

  private final String column;
  private final double mostGrowth;
  private final double greatest;

  Measure(String column, double mostGrowth, double greatest) {
    this.column = column;
    this.mostGrowth = mostGrowth;
    this.greatest = greatest;
  }

  /** Its name in files. */
  String column() {
    return column;
  }

  /** How much it may grow in an hour; empty where that says nothing. */
  OptionalDouble mostGrowth() {
    return mostGrowth > 0 ? OptionalDouble.of(mostGrowth) : OptionalDouble.empty();
  }

  /** What it may reach; empty where that says nothing. */
  OptionalDouble greatest() {
    return greatest > 0 ? OptionalDouble.of(greatest) : OptionalDouble.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
