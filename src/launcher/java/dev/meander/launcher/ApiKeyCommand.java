package dev.meander.launcher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./meander api-key}: a key for a collector, and what the service has to know of it. */
@Command(
    name = "api-key",
    description = {
      "Makes an API key for a collector: 256 random bits.",
      "",
      "The key is for its owner alone, who sends it as X-API-Key. The service is told its hash:",
      "  meander.security.api-keys.NAME.sha256=HASH",
      "  meander.security.api-keys.NAME.tenant=default",
      "  meander.security.api-keys.NAME.scopes=events:write",
      "or, to be revoked without a restart, in a file that meander.security.api-keys-file names:",
      "  NAME.sha256=HASH",
      "  NAME.tenant=default",
      "  NAME.scopes=events:write"
    })
final class ApiKeyCommand implements Callable<Integer> {

  private static final int BYTES = 32;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws GeneralSecurityException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    spec.commandLine().getOut().println("key=" + key);
    spec.commandLine().getOut().println("sha256=" + HexFormat.of().formatHex(hash));
    return 0;
  }
}
