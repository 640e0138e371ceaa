package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.LogPosition;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.FieldError;
import dev.meander.platform.ProblemException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @Test
  void what_is_not_given_is_the_standard() {
    assertEquals(20, Parameters.LIMIT.of(null));
    assertEquals(new MigrationShape(3, 3, 5), MigrationShape.STANDARD);
    assertEquals(new EvolutionShape(7, 5), EvolutionShape.STANDARD);
    assertNull(Parameters.instant("asOf", null));
    assertNull(Parameters.position("minPosition", null));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "200,200", "007,7"})
  void whole_numbers_in_range_are_taken(String text, int value) {
    assertEquals(value, Parameters.LIMIT.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "201",
        "-1",
        "+5",
        "many",
        "",
        " 5",
        "5.0",
        "1e2",
        "9999999999999999999999",
        "٣"
      })
  void anything_else_is_refused_with_the_range(String text) {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> Parameters.LIMIT.of(text));
    assertEquals(ErrorCode.INVALID_PARAMETER, refused.code());
    FieldError error = refused.errors().getFirst();
    assertEquals("?limit", error.pointer());
    assertTrue(error.detail().contains("1 to 200"), error.detail());
  }

  @Test
  void long_nonsense_is_not_echoed_in_full() {
    ProblemException refused =
        assertThrows(ProblemException.class, () -> Parameters.LIMIT.of("x".repeat(5000)));
    assertTrue(refused.errors().getFirst().detail().length() < 200);
  }

  @Test
  void times_have_an_offset() {
    assertEquals(
        Instant.parse("2017-11-24T17:21:10Z"),
        Parameters.instant("asOf", "2017-11-25T01:21:10+08:00"));
    for (String text : List.of("2017-11-25T01:21:10", "yesterday", "1511544070", "")) {
      assertEquals(
          "?asOf",
          assertThrows(ProblemException.class, () -> Parameters.instant("asOf", text))
              .errors()
              .getFirst()
              .pointer());
    }
  }

  @Test
  void positions_are_those_that_we_gave() {
    LogPosition position = new LogPosition(3, 14, 15, -1);
    assertEquals(position, Parameters.position("minPosition", position.encode()));
    assertThrows(ProblemException.class, () -> Parameters.position("minPosition", "latest"));
  }

  @Test
  void a_person_id_that_can_not_exist_is_refused() {
    assertEquals("口红/%", Parameters.person("口红/%").value());
    for (String text : List.of("", "a\u0000b", "p".repeat(257), "\ud800")) {
      assertThrows(ProblemException.class, () -> Parameters.person(text));
    }
  }

  @Test
  void if_none_match_is_compared_as_the_rfc_says() {
    String tag = "\"1/0.1.2.-1/00ff00ff\"";
    assertTrue(EntityTags.matches(tag, tag));
    assertTrue(EntityTags.matches("\"a\", W/" + tag + " , \"b\"", tag));
    assertTrue(EntityTags.matches(" * ", tag));
    assertFalse(EntityTags.matches(null, tag));
    assertFalse(EntityTags.matches("", tag));
    assertFalse(EntityTags.matches(tag.replace("\"", ""), tag));
    assertFalse(EntityTags.matches("\"1/0.1.2.-1/00ff00fe\"", tag));
  }
}
