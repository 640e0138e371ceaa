package dev.meander.log.privacy;

import java.util.Map;

/** Sealers for tests of what uses them. */
public final class Sealers {

  private Sealers() {}

  /** Seals nothing. */
  public static Sealer plain() {
    return new Sealer(
        new MemoryPersonKeys(), Settings.of(Map.of("meander.privacy.encryption", "false")));
  }

  /** Seals with keys of its own. */
  public static Sealer sealing() {
    return over(new MemoryPersonKeys());
  }

  static Sealer over(PersonKeys keys) {
    return new Sealer(keys, Settings.of(Map.of()));
  }
}
