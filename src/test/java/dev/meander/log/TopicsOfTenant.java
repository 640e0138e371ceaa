package dev.meander.log;

import dev.meander.event.TenantId;

/** Makes the topics of a tenant as a process that serves it would. */
public final class TopicsOfTenant {

  private TopicsOfTenant() {}

  public static void make(LogConfig config, TenantId tenant) {
    int partitions = new PulsarTopology(config, tenant).ensure();
    if (partitions < 1) {
      throw new AssertionError("a topic without partitions");
    }
  }
}
