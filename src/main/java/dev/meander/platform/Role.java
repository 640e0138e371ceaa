package dev.meander.platform;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process does. One artefact plays any subset; a cluster scales each role by itself. */
public enum Role {
  /** Takes events over REST and appends them to the log. */
  INGEST,
  /** Folds the log into profiles. */
  PROJECT,
  /** Scores profiles and publishes views. */
  SCORE,
  /** Forecasts demand. */
  FORECAST,
  /** Answers reads and streams. */
  SERVE;

  /** The name in configuration: {@code ingest}. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code ingest,serve}; blank means every role.
   *
   * @throws IllegalArgumentException naming a role that does not exist, and those that do
   */
  public static Set<Role> parse(String commaSeparated) {
    if (commaSeparated.isBlank()) {
      return EnumSet.allOf(Role.class);
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : commaSeparated.split(",", -1)) {
      roles.add(
          Arrays.stream(values())
              .filter(role -> role.configName().equals(name.strip()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(unknown(name))));
    }
    return roles;
  }

  private static String unknown(String name) {
    return "meander.roles: there is no role '"
        + name.strip()
        + "'; the roles are "
        + Arrays.stream(values()).map(Role::configName).collect(Collectors.joining(", "));
  }
}
