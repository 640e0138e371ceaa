package dev.meander.log.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A receipt with its signature. Signed is the canonical form of what it says: one JSON object in
 * UTF-8 without white space, its members sorted by name, its values strings and whole numbers,
 * which is what RFC 8785 makes of it.
 *
 * @param claims by name; strings and whole numbers
 * @param keyId of the key that signed
 * @param signature 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedReceipt(SortedMap<String, Object> claims, String keyId, byte[] signature) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What comes before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY_BYTES = 32;

  static byte[] canonical(SortedMap<String, Object> claims) {
    return toJson(claims).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode toJson(SortedMap<String, Object> claims) {
    ObjectNode json = JSON.createObjectNode();
    claims.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            json.put(name, number.longValue());
          } else {
            json.put(name, value.toString());
          }
        });
    return json;
  }

  /** {@code {"receipt":{...},"signature":{"algorithm","keyId","value"}}}. */
  public ObjectNode toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.set("receipt", toJson(claims));
    json.putObject("signature")
        .put("algorithm", "Ed25519")
        .put("keyId", keyId)
        .put("value", Base64.getEncoder().encodeToString(signature));
    return json;
  }

  /**
   * Reads what {@link #toJson()} wrote, whatever else stands beside it and however it was laid out.
   *
   * @throws IllegalArgumentException when it is no such object
   */
  public static SignedReceipt parse(byte[] text) {
    try {
      JsonNode json = JSON.readTree(text);
      SortedMap<String, Object> claims = new TreeMap<>();
      for (var claim : json.required("receipt").properties()) {
        JsonNode value = claim.getValue();
        if (!value.isTextual() && !value.canConvertToLong()) {
          throw new IllegalArgumentException(claim.getKey() + " is no text and no whole number");
        }
        claims.put(claim.getKey(), value.isTextual() ? value.asText() : (Object) value.asLong());
      }
      JsonNode signature = json.required("signature");
      return new SignedReceipt(
          claims,
          signature.required("keyId").asText(),
          Base64.getDecoder().decode(signature.required("value").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether that key signed exactly this. */
  public boolean verifies(PublicKey key) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(canonical(claims));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Names a key by its content: 16 hexadecimal digits. */
  static String keyId(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A set of one JSON Web Key (RFC 7517, RFC 8037). */
  public static ObjectNode toJson(PublicKey key) {
    byte[] encoded = key.getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    ObjectNode json = JSON.createObjectNode();
    json.putArray("keys")
        .addObject()
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("use", "sig")
        .put("kid", keyId(key))
        .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    return json;
  }

  /**
   * The key of that name from a set.
   *
   * @throws IllegalArgumentException when there is none, or the text is no set of keys
   */
  public static PublicKey keyOf(byte[] jwks, String keyId) {
    try {
      for (JsonNode one : JSON.readTree(jwks).required("keys")) {
        if (one.path("kid").asText().equals(keyId)) {
          byte[] raw = Base64.getUrlDecoder().decode(one.required("x").asText());
          byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
          System.arraycopy(raw, 0, encoded, X509_PREFIX.length, raw.length);
          return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        }
      }
      throw new IllegalArgumentException("there is no key " + keyId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key " + keyId + " is no Ed25519 key", e);
    }
  }
}
