package dev.meander.launcher;

import dev.meander.event.TenantId;
import dev.meander.platform.security.Scopes;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander token}: a token for development, signed with a key of one's own. */
@Command(
    name = "token",
    description = {
      "Signs a token for development; in production an identity provider does.",
      "",
      "The key is a private one in PEM (PKCS #8): RSA of 2048 bits or more (RS256), or EC P-256 (ES256, for which the"
          + " service needs smallrye.jwt.verify.algorithm=ES256). The token alone goes to standard output:",
      "  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out token.key",
      "  openssl pkey -in token.key -pubout -out token.pub",
      "  export MEANDER_SECURITY_MODE=tokens MP_JWT_VERIFY_PUBLICKEY_LOCATION=file:$PWD/token.pub",
      "  export MEANDER_TOKEN=$(./meander token --key token.key --scope events:write,interests:read)"
    })
final class TokenCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--key", paramLabel = "FILE", required = true, description = "the private key")
  private Path key = Path.of("");

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "default",
      description = "whose it is (default: ${DEFAULT-VALUE})")
  private String tenant = "default";

  @Option(
      names = "--scope",
      paramLabel = "S",
      split = ",",
      required = true,
      description =
          "what it allows: events:write, interests:read, forecasts:read, people:erase, admin")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = "how long it holds (default: ${DEFAULT-VALUE})")
  private int minutes = 60;

  @Option(
      names = "--issuer",
      paramLabel = "I",
      defaultValue = "",
      description = "where the service wants one (mp.jwt.verify.issuer)")
  private String issuer = "";

  @Override
  public Integer call() throws IOException {
    var unknown = new TreeSet<>(scopes);
    unknown.removeAll(Scopes.ALL);
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no such scope: " + unknown + "; there are " + new TreeSet<>(Scopes.ALL));
    }
    if (minutes < 1) {
      throw new ParameterException(spec.commandLine(), "--minutes wants 1 or more");
    }
    JwtClaimsBuilder claims =
        Jwt.claims()
            .subject("./meander token")
            .claim("tenant", new TenantId(tenant).value())
            .claim("scope", String.join(" ", scopes))
            .expiresIn(Duration.ofMinutes(minutes));
    spec.commandLine().getOut().println(sign(issuer.isEmpty() ? claims : claims.issuer(issuer)));
    return 0;
  }

  private String sign(JwtClaimsBuilder claims) throws IOException {
    String pem = Files.readString(key);
    for (SignatureAlgorithm algorithm :
        List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256)) {
      try {
        PrivateKey read = KeyUtils.decodePrivateKey(pem, algorithm);
        return claims.jws().algorithm(algorithm).sign(read);
      } catch (GeneralSecurityException e) {
        // Perhaps one of the other kind.
      }
    }
    throw new CommandFailure(key + " holds no private key of RSA or EC in PEM (PKCS #8)");
  }
}
