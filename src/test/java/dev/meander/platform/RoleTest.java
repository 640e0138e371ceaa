package dev.meander.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {

  @Test
  void blankMeansEveryRole() {
    assertEquals(EnumSet.allOf(Role.class), Role.parse(""));
  }

  @Test
  void aListNamesSome() {
    assertEquals(Set.of(Role.INGEST, Role.SERVE), Role.parse("ingest, serve"));
  }

  @Test
  void anUnknownRoleIsNamedTogetherWithThoseThatExist() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Role.parse("ingest,sing"));
    assertEquals(
        "meander.roles: there is no role 'sing'; the roles are ingest, project, score, forecast, serve",
        refused.getMessage());
  }
}
