package dev.meander.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleSwitchesTest {

  @TempDir Path folder;

  @Test
  void without_roles_every_switch_is_on() {
    SmallRyeConfig config = config(Map.of());
    assertEquals("true", config.getConfigValue("meander.role.ingest").getValue());
    assertEquals("true", config.getConfigValue("meander.role.score").getValue());
  }

  @Test
  void a_role_that_is_not_named_is_off_also_in_an_expression() {
    SmallRyeConfig config =
        config(Map.of("meander.roles", "ingest,serve", "channel", "${meander.role.project:true}"));
    assertEquals("true", config.getConfigValue("meander.role.serve").getValue());
    assertEquals("false", config.getValue("channel", String.class));
  }

  @Test
  void roles_from_a_file_that_the_configuration_points_to_are_seen() throws IOException {
    Path file = folder.resolve("service.properties");
    Files.writeString(file, "config_ordinal=350\nmeander.roles=ingest\n");
    SmallRyeConfig config =
        config(
            Map.of(
                "smallrye.config.locations",
                file.toUri().toString(),
                "channel",
                "${meander.role.project:true}"));
    assertEquals("true", config.getConfigValue("meander.role.ingest").getValue());
    assertEquals("false", config.getValue("channel", String.class));
  }

  @Test
  void what_is_no_role_is_left_alone_and_a_wrong_role_is_refused() {
    assertEquals(null, config(Map.of()).getConfigValue("meander.role.cook").getValue());
    SmallRyeConfig wrong = config(Map.of("meander.roles", "cook"));
    assertThrows(
        IllegalArgumentException.class,
        () -> wrong.getConfigValue("meander.role.ingest").getValue());
  }

  private static SmallRyeConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withInterceptors(new RoleSwitches())
        .withSources(new PropertiesConfigSource(new HashMap<>(values), "test", 400))
        .withSources(new PropertiesLocationConfigSourceFactory())
        .build();
  }
}
