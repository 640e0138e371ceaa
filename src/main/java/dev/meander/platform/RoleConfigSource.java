package dev.meander.platform;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Spells {@code meander.roles=ingest,serve} out as {@code meander.role.ingest=true ...
 * meander.role.score=false}, so that channels can be switched on and off by an expression in the
 * configuration.
 */
public final class RoleConfigSource implements ConfigSourceFactory {

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue configured = context.getValue("meander.roles");
    Set<Role> roles = Role.parse(configured.getValue() == null ? "" : configured.getValue());
    return List.of(
        new PropertiesConfigSource(
            Arrays.stream(Role.values())
                .collect(
                    Collectors.toMap(
                        role -> "meander.role." + role.configName(),
                        role -> Boolean.toString(roles.contains(role)),
                        (first, second) -> first)),
            "meander roles",
            ConfigSource.DEFAULT_ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ConfigSource.DEFAULT_ORDINAL);
  }
}
