package dev.meander.platform.security;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets nobody in whose token is of another tenant than this process serves, or of none. */
@ApplicationScoped
class TokenTenant implements SecurityIdentityAugmentor {

  static final String ANOTHER = "The token or key is not one of the tenant that is served here.";

  private final String claim;
  private final String tenant;

  @Inject
  TokenTenant(
      SecurityConfig config,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.claim = config.tenantClaim();
    this.tenant = tenant;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    boolean welcome =
        identity.isAnonymous()
            || (identity.getPrincipal() instanceof JsonWebToken token
                && tenant.equals(token.getClaim(claim)));
    return welcome
        ? Uni.createFrom().item(identity)
        : Uni.createFrom().failure(new ForbiddenException(ANOTHER));
  }
}
