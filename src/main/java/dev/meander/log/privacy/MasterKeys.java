package dev.meander.log.privacy;

import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that wrap data keys: the first wraps, all unwrap. They stand in no table and no log.
 * Immutable; any thread.
 */
public final class MasterKeys {

  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKey> byId;
  private final String current;

  private MasterKeys(Map<String, SecretKey> byId, String current) {
    this.byId = byId;
    this.current = current;
  }

  /**
   * Something that only a master key opens.
   *
   * @param masterId which of them
   * @param bytes nonce, ciphertext and tag; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Wrapped(String masterId, byte[] bytes) {

    /** From the columns {@code master_id} and {@code wrapped}. */
    static Wrapped of(Row row) {
      return new Wrapped(row.getString("master_id"), row.getBuffer("wrapped").getBytes());
    }
  }

  /**
   * Reads {@code id:base64}, one a line or separated by commas; lines that begin with # are
   * comments. The first key is the current one.
   *
   * @throws IllegalArgumentException when there is none, or one is not 32 bytes; the message names
   *     no key
   */
  public static MasterKeys parse(String text) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    List<String> entries =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList();
    for (String entry : entries) {
      int colon = entry.indexOf(':');
      String id = colon < 0 ? "" : entry.substring(0, colon).strip();
      if (id.isEmpty() || keys.put(id, secret(id, entry.substring(colon + 1).strip())) != null) {
        throw new IllegalArgumentException(
            "master keys are written id:base64, each id once; entry "
                + (keys.size() + 1)
                + " is not");
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no master key");
    }
    return new MasterKeys(keys, keys.keySet().iterator().next());
  }

  /** The line of a new key. */
  public static String generate(String id) {
    return id + ":" + Base64.getEncoder().encodeToString(Aead.random(KEY_BYTES));
  }

  private static SecretKey secret(String id, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Its message shows a part of the key.
      throw new IllegalArgumentException("the master key " + id + " is no base64");
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the master key " + id + " has " + bytes.length + " bytes, not " + KEY_BYTES);
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** Id of the key that wraps. */
  public String current() {
    return current;
  }

  Set<String> ids() {
    return byId.keySet();
  }

  /**
   * @param purpose bound to what is wrapped: it opens under the same only
   */
  Wrapped wrap(byte[] plain, String purpose) {
    byte[] bytes = new byte[Aead.NONCE + plain.length + Aead.TAG];
    new Aead().seal(key(current), associated(current, purpose), plain, bytes, 0);
    return new Wrapped(current, bytes);
  }

  /**
   * @throws IllegalStateException when that master key is not here, or the bytes are not what it
   *     wrapped
   */
  byte[] unwrap(Wrapped wrapped, String purpose) {
    String id = wrapped.masterId();
    try {
      return new Aead().open(key(id), associated(id, purpose), wrapped.bytes(), 0);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          "what the master key " + id + " wrapped does not open with the one of that name", e);
    }
  }

  private SecretKey key(String id) {
    SecretKey key = byId.get(id);
    if (key == null) {
      throw new IllegalStateException(
          "the master key " + id + " is needed and not configured; there are " + byId.keySet());
    }
    return key;
  }

  private static byte[] associated(String id, String purpose) {
    return ("meander-wrap-1\0" + id + "\0" + purpose).getBytes(StandardCharsets.UTF_8);
  }
}
