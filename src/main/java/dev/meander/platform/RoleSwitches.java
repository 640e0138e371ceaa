package dev.meander.platform;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Spells {@code meander.roles=ingest,serve} out as {@code meander.role.ingest=true ...
 * meander.role.score=false}, so that channels can be switched on and off by an expression in the
 * configuration.
 *
 * <p>An interceptor, since a source of its own is made before the files of {@code
 * quarkus.config.locations} are read, and would not see roles that stand in one. Its priority is
 * below that of the expressions, which look names up in what comes after them.
 */
@Priority(Priorities.LIBRARY + 200)
public final class RoleSwitches implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;
  private static final String PREFIX = "meander.role.";

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue own = context.proceed(name);
    if (own != null || !name.startsWith(PREFIX)) {
      return own;
    }
    return Arrays.stream(Role.values())
        .filter(role -> name.equals(PREFIX + role.configName()))
        .findFirst()
        .map(role -> switchOf(role, name, context.restart("meander.roles")))
        .orElse(null);
  }

  private static ConfigValue switchOf(Role role, String name, @Nullable ConfigValue configured) {
    String names = configured == null ? null : configured.getValue();
    boolean on = Role.parse(names == null ? "" : names).contains(role);
    return ConfigValue.builder().withName(name).withValue(Boolean.toString(on)).build();
  }
}
