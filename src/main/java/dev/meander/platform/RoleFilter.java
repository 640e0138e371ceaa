package dev.meander.platform;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/** Refuses a request to a resource whose role this process does not play. */
@Provider
public final class RoleFilter implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    RequiresRole required = resource.getResourceClass().getAnnotation(RequiresRole.class);
    if (required != null) {
      context.register(new Refusal(required.value()));
    }
  }

  /**
   * The roles are read at the first request: features are configured while a native image is built,
   * when the configuration of the run is not known yet.
   */
  private record Refusal(Role required) implements ResteasyReactiveContainerRequestFilter {
    @Override
    public void filter(
        org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext request) {
      if (!Playing.ROLES.contains(required)) {
        throw new ProblemException(
            ErrorCode.NOT_FOUND,
            "This process does not play the role " + required.configName() + ".");
      }
    }
  }

  /** Initialised on first use. */
  private static final class Playing {
    static final Set<Role> ROLES =
        Role.parse(
            ConfigProvider.getConfig().getOptionalValue("meander.roles", String.class).orElse(""));
  }
}
