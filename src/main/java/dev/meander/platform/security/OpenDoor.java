package dev.meander.platform.security;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Where nobody is asked: lets everybody do everything, whatever they present. */
@ApplicationScoped
class OpenDoor implements HttpAuthenticationMechanism {

  private final @Nullable SecurityIdentity anybody;

  @Inject
  OpenDoor(SecurityConfig config) {
    this.anybody =
        switch (config.mode()) {
          case OPEN ->
              QuarkusSecurityIdentity.builder()
                  .setPrincipal(new QuarkusPrincipal("anybody"))
                  .addRoles(Scopes.ALL)
                  .build();
          case TOKENS -> null;
        };
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    return Uni.createFrom().item(anybody);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().nullItem();
  }

  /** Before the others. */
  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 2;
  }
}
