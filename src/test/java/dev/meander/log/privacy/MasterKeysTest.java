package dev.meander.log.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.log.privacy.MasterKeys.Wrapped;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeysTest {

  private static final byte[] DATA_KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  @Test
  void what_one_wraps_opens_under_its_purpose_only() {
    MasterKeys keys = MasterKeys.parse(MasterKeys.generate("m1"));
    Wrapped wrapped = keys.wrap(DATA_KEY, "person");
    assertEquals("m1", wrapped.masterId());
    assertArrayEquals(DATA_KEY, keys.unwrap(wrapped, "person"));
    assertThrows(IllegalStateException.class, () -> keys.unwrap(wrapped, "lookup"));
  }

  @Test
  void the_first_wraps_and_all_unwrap() {
    String first = MasterKeys.generate("m1");
    MasterKeys before = MasterKeys.parse(first);
    Wrapped wrapped = before.wrap(DATA_KEY, "p");
    MasterKeys after = MasterKeys.parse("# new\n" + MasterKeys.generate("m2") + "\n\n" + first);
    assertEquals("m2", after.current());
    assertEquals(Set.of("m1", "m2"), after.ids());
    assertArrayEquals(DATA_KEY, after.unwrap(wrapped, "p"));
    assertEquals("m2", after.wrap(DATA_KEY, "p").masterId());
  }

  @Test
  void a_key_that_is_missing_is_named() {
    Wrapped wrapped = MasterKeys.parse(MasterKeys.generate("m1")).wrap(DATA_KEY, "p");
    MasterKeys other = MasterKeys.parse(MasterKeys.generate("m2"));
    String said =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> other.unwrap(wrapped, "p"))
                .getMessage());
    assertTrue(said.contains("m1") && said.contains("m2"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment", "m1", ":AAAA", "m1:AAAA", "m1:secret+++", "m1:%"})
  void what_is_no_list_of_keys_is_refused_without_being_shown(String text) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> MasterKeys.parse(text))
                .getMessage());
    assertFalse(said.contains("AAAA") || said.contains("secret"), said);
  }

  @Test
  void one_id_names_one_key() {
    String twice = MasterKeys.generate("m1") + "," + MasterKeys.generate("m1");
    assertThrows(IllegalArgumentException.class, () -> MasterKeys.parse(twice));
  }
}
