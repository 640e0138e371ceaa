package dev.meander.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An erasure's receipt, checked by somebody who has RFC 8032 and RFC 8785 and nothing of ours. */
final class Receipt {

  /** What comes before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Receipt() {}

  /**
   * Whether the published key signed what the receipt says.
   *
   * @param state of a completed erasure
   * @param keys as they are published
   */
  static boolean isGenuine(JsonNode state, JsonNode keys) throws GeneralSecurityException {
    SortedMap<String, String> claims = new TreeMap<>();
    state
        .path("receipt")
        .properties()
        .forEach(claim -> claims.put(claim.getKey(), claim.getValue().toString()));
    String signed =
        claims.entrySet().stream()
            .map(claim -> "\"" + claim.getKey() + "\":" + claim.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    JsonNode key = keys.path("keys").path(0);
    if (!key.path("kid").asText().equals(state.at("/signature/keyId").asText())) {
      return false;
    }
    byte[] raw = Base64.getUrlDecoder().decode(key.path("x").asText());
    byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + raw.length);
    System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    verifier.update(signed.getBytes(StandardCharsets.UTF_8));
    return verifier.verify(Base64.getDecoder().decode(state.at("/signature/value").asText()));
  }
}
