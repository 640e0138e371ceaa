package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens and keys for development, read back as the service reads them. */
class TokenCommandTest {

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Launcher.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private KeyPair pair(String kind, int bits) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(pair.getPrivate().getEncoded());
    Files.writeString(
        folder.resolve("key"),
        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    return pair;
  }

  private static DefaultJWTParser parser(PublicKey key, SignatureAlgorithm algorithm) {
    var context = new JWTAuthContextInfo(key, "issuer");
    context.setSignatureAlgorithm(java.util.Set.of(algorithm));
    return new DefaultJWTParser(context);
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048, RS256", "EC, 256, ES256"})
  void a_token_says_what_was_asked_and_is_verified_by_the_public_key(
      String kind, int bits, SignatureAlgorithm algorithm) throws Exception {
    KeyPair pair = pair(kind, bits);
    String file = folder.resolve("key").toString();
    assertEquals(
        0,
        run(
            "token",
            "--key",
            file,
            "--tenant",
            "shop",
            "--issuer",
            "issuer",
            "--scope",
            "events:write,admin"),
        err::toString);
    var token = parser(pair.getPublic(), algorithm).parse(out.toString().strip());
    assertEquals("shop", token.getClaim("tenant"));
    assertEquals("events:write admin", token.getClaim("scope"));
    assertEquals(3600, token.getExpirationTime() - token.getIssuedAtTime());
    PublicKey another = pair(kind, bits).getPublic();
    assertThrows(
        ParseException.class, () -> parser(another, algorithm).parse(out.toString().strip()));
  }

  @Test
  void what_is_no_scope_or_no_key_is_refused() throws Exception {
    KeyPair _ = pair("RSA", 2048);
    String file = folder.resolve("key").toString();
    assertEquals(2, run("token", "--key", file, "--scope", "everything"));
    assertTrue(err.toString().contains("everything"), err::toString);
    Files.writeString(folder.resolve("key"), "nothing");
    assertEquals(1, run("token", "--key", file, "--scope", "admin"));
    assertTrue(err.toString().contains("no private key"), err::toString);
    assertEquals(2, run("token", "--scope", "admin"));
  }

  @Test
  void an_api_key_comes_with_its_hash_and_is_another_each_time() throws Exception {
    assertEquals(0, run("api-key"));
    assertEquals(0, run("api-key"));
    List<String> lines = out.toString().lines().toList();
    assertEquals(4, lines.size());
    String key = lines.getFirst().substring("key=".length());
    assertEquals(43, key.length());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    assertEquals("sha256=" + HexFormat.of().formatHex(hash), lines.get(1));
    assertTrue(!lines.get(2).equals(lines.getFirst()));
  }
}
