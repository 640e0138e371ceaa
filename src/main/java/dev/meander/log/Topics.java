package dev.meander.log;

import dev.meander.event.TenantId;

/** The topics of one tenant; the Pulsar namespace is Meander's tenant. */
public enum Topics {
  /** Every event, kept for ever. */
  BEHAVIOR_EVENTS("behavior-events", false),
  /** The newest profile of each person. */
  INTEREST_PROFILES("interest-profiles", true),
  /** The newest answer for each person, for other systems. */
  INTEREST_PROJECTIONS("interest-projections", true);

  /** The Pulsar tenant of every Meander namespace. */
  static final String PULSAR_TENANT = "meander";

  private final String localName;
  private final boolean compacted;

  Topics(String localName, boolean compacted) {
    this.localName = localName;
    this.compacted = compacted;
  }

  /** The full name: {@code persistent://meander/default/behavior-events}. */
  public String of(TenantId tenant) {
    return "persistent://" + PULSAR_TENANT + "/" + tenant.value() + "/" + localName;
  }

  /** Without the namespace: {@code behavior-events}. */
  public String localName() {
    return localName;
  }

  /** Whether only the newest message of each key has to be kept. */
  boolean compacted() {
    return compacted;
  }
}
