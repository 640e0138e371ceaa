package dev.meander.platform.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Knows callers by their API key. */
@ApplicationScoped
class ApiKeyDoor implements HttpAuthenticationMechanism {

  static final String HEADER = "X-API-Key";

  private final KnownKeys keys;
  private final String tenant;

  @Inject
  ApiKeyDoor(
      KnownKeys keys,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.keys = keys;
    this.tenant = tenant;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    String presented = request.request().getHeader(HEADER);
    if (presented == null) {
      return Uni.createFrom().nullItem();
    }
    Optional<ApiKeys.Known> known = keys.find(presented);
    if (known.isEmpty()) {
      return Uni.createFrom().failure(new AuthenticationFailedException("an unknown API key"));
    }
    return known.get().tenant().equals(tenant)
        ? Uni.createFrom().item(known.get().identity())
        : Uni.createFrom().failure(new ForbiddenException(TokenTenant.ANOTHER));
  }

  /** The one for tokens is sent instead. */
  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().nullItem();
  }

  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 1;
  }
}
