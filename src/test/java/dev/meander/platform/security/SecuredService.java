package dev.meander.platform.security;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A service of a tenant of its own that asks who a caller is, and tokens and keys for it. */
public final class SecuredService implements QuarkusTestProfile {

  public static final String TENANT = "shop-b";

  /** Another shop on the same servers. */
  public static final String OTHER = "shop-a";

  static final String COLLECTOR = "collector of shop-b";

  /** Told by the file of keys and not by the configuration. */
  static final String SEASONAL_COLLECTOR = "collector of shop-b until Christmas";

  static final String OTHER_COLLECTOR = "collector of shop-a";

  /** As for the servers: each Quarkus application has static fields of its own. */
  private static final String SHARED = SecuredService.class.getName();

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>();
    settings.put("meander.security.mode", "tokens");
    settings.put("meander.tenant", TENANT);
    settings.put("mp.jwt.verify.publickey", shared().split(" ", 2)[1]);
    settings.put("mp.jwt.verify.issuer", "https://issuer.test");
    collector(settings, "own", TENANT, COLLECTOR);
    collector(settings, "other", OTHER, OTHER_COLLECTOR);
    tellKeys(SEASONAL_COLLECTOR);
    settings.put("meander.security.api-keys-file", keyFile().toString());
    settings.put("meander.security.api-keys-check", "100ms");
    return settings;
  }

  /** Each Quarkus application has static fields of its own; this one process has one file. */
  private static Path keyFile() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "meander-api-keys-" + ProcessHandle.current().pid() + ".properties");
  }

  /** The file of keys tells of these and of no others from now on. */
  static void tellKeys(String... keys) {
    Map<String, String> told = new TreeMap<>();
    for (String key : keys) {
      collector(told, "c" + told.size(), TENANT, key);
    }
    String content =
        told.entrySet().stream()
            .map(
                line ->
                    line.getKey().replace("meander.security.api-keys.", "") + "=" + line.getValue())
            .collect(Collectors.joining("\n"));
    try {
      Path next = Files.writeString(Path.of(keyFile() + ".next"), content);
      Files.move(
          next, keyFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      keyFile().toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collector(
      Map<String, String> settings, String name, String tenant, String key) {
    String prefix = "meander.security.api-keys." + name + ".";
    settings.put(prefix + "sha256", sha256(key));
    settings.put(prefix + "tenant", tenant);
    settings.put(prefix + "scopes", Scopes.EVENTS_WRITE);
  }

  static String sha256(String key) {
    try {
      byte[] bytes = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A token of the tenant with these scopes, separated by blanks. */
  public static String token(String tenant, String scopes) {
    return sign(claims().claim("tenant", tenant).claim("scope", scopes));
  }

  /** What every token of the trusted issuer says. */
  static JwtClaimsBuilder claims() {
    return Jwt.claims()
        .issuer("https://issuer.test")
        .subject("somebody")
        .expiresIn(Duration.ofHours(1));
  }

  static String sign(JwtClaimsBuilder claims) {
    try {
      byte[] key = Base64.getDecoder().decode(shared().split(" ", 2)[0]);
      PrivateKey own = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
      return claims.sign(own);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String shared() {
    synchronized (System.getProperties()) {
      String known = System.getProperty(SHARED);
      if (known == null) {
        KeyPair pair = pair();
        Base64.Encoder base64 = Base64.getEncoder();
        known =
            base64.encodeToString(pair.getPrivate().getEncoded())
                + " "
                + base64.encodeToString(pair.getPublic().getEncoded());
        System.setProperty(SHARED, known);
      }
      return known;
    }
  }

  static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
