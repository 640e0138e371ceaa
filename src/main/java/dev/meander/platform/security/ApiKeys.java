package dev.meander.platform.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The API keys that are configured. Any thread. */
final class ApiKeys {

  private static final int DIGEST_BYTES = 32;

  /** A key, by its hash, with what whoever presents it is known as. */
  static final class Known {
    private final byte[] digest;
    private final String tenant;
    private final SecurityIdentity identity;

    private Known(byte[] digest, String tenant, SecurityIdentity identity) {
      this.digest = digest;
      this.tenant = tenant;
      this.identity = identity;
    }

    String tenant() {
      return tenant;
    }

    SecurityIdentity identity() {
      return identity;
    }
  }

  private final List<Known> keys = new ArrayList<>();

  /**
   * @throws IllegalStateException naming the setting that is wrong
   */
  ApiKeys(Map<String, SecurityConfig.Key> configured) {
    configured.forEach((name, key) -> keys.add(known(name, key)));
  }

  private static Known known(String name, SecurityConfig.Key key) {
    String setting = "meander.security.api-keys.\"" + name + "\".";
    if (key.tenant().isBlank()) {
      throw new IllegalStateException(setting + "tenant is missing");
    }
    Set<String> unknown = new TreeSet<>(key.scopes());
    unknown.removeAll(Scopes.ALL);
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          setting + "scopes names " + unknown + "; there are " + new TreeSet<>(Scopes.ALL));
    }
    return new Known(
        digest(setting, key.sha256()),
        key.tenant(),
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal("API key " + name))
            .addRoles(Set.copyOf(key.scopes()))
            .build());
  }

  private static byte[] digest(String setting, String sha256) {
    try {
      byte[] digest = HexFormat.of().parseHex(sha256.strip());
      if (digest.length == DIGEST_BYTES) {
        return digest;
      }
    } catch (IllegalArgumentException e) {
      // Told below: what was there instead may be the key itself, which no log should hold.
    }
    throw new IllegalStateException(
        setting + "sha256 is no SHA-256 in hexadecimal (64 digits); ./meander api-key makes one");
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Compares with every key, each in constant time. */
  Optional<Known> find(String presented) {
    byte[] digest = sha256(presented);
    Optional<Known> found = Optional.empty();
    for (Known key : keys) {
      if (MessageDigest.isEqual(key.digest, digest)) {
        found = Optional.of(key);
      }
    }
    return found;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
