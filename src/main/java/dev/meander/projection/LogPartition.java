package dev.meander.projection;

import dev.meander.event.TenantId;
import java.util.Comparator;

/** One partition of one tenant's log. */
public record LogPartition(TenantId tenant, int partition) implements Comparable<LogPartition> {

  private static final Comparator<LogPartition> ORDER =
      Comparator.comparing(LogPartition::tenant).thenComparingInt(LogPartition::partition);

  @Override
  public int compareTo(LogPartition other) {
    return ORDER.compare(this, other);
  }
}
