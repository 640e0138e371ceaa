package dev.meander.log.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.LoggedEvent;
import dev.meander.log.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * A message that was sealed once, with a key that anybody may know, is opened for ever: the file is
 * never changed. {@code -Dgolden.write=true} seals it where it is not there yet.
 */
class SealedGoldenTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("meander.basedir", ""), "src/test/resources/golden");
  private static final TenantId TENANT = new TenantId("default");
  private static final PersonId PERSON = new PersonId("golden");

  private static DataKey key() {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    return new DataKey(new KeyId(1, 2), "pseudonym", new SecretKeySpec(secret, "AES"));
  }

  private static byte[] sealed() throws IOException {
    return Base64.getDecoder()
        .decode(Files.readString(GOLDEN.resolve("sealed-v2-item_viewed.base64")).strip());
  }

  private static Opened open(byte[] message) {
    return new Opener(TENANT, Topics.BEHAVIOR_EVENTS, Map.of(key().id(), key())).open(message);
  }

  @Test
  void a_message_sealed_in_version_2_is_opened() throws IOException {
    Path file = GOLDEN.resolve("sealed-v2-item_viewed.base64");
    byte[] plain = Files.readAllBytes(GOLDEN.resolve("events/v1-item_viewed.json"));
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
      var writer = new SealWriter(TENANT, Topics.BEHAVIOR_EVENTS, Map.of(PERSON, key()));
      byte[] sealed = writer.seal(PERSON, plain).orElseThrow().bytes();
      Files.writeString(file, Base64.getEncoder().encodeToString(sealed) + "\n");
    }
    var opened = assertInstanceOf(Opened.Plain.class, open(sealed()));
    assertArrayEquals(plain, opened.bytes());
  }

  @Test
  void the_form_is_magic_version_key_id_nonce_ciphertext_and_tag() throws IOException {
    byte[] sealed = sealed();
    assertEquals('M', sealed[0]);
    assertEquals(2, sealed[1]);
    ByteBuffer id = ByteBuffer.wrap(sealed, 2, 16);
    assertEquals(new KeyId(1, 2), new KeyId(id.getLong(), id.getLong()));
    int plain = Files.readAllBytes(GOLDEN.resolve("events/v1-item_viewed.json")).length;
    assertEquals(2 + 16 + 12 + plain + 16, sealed.length);
  }

  @Test
  void no_changed_byte_is_taken_for_an_event() throws IOException {
    byte[] sealed = sealed();
    EventCodec codec = new EventCodec();
    for (int at = 0; at < sealed.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = sealed.clone();
        changed[at] ^= (byte) (1 << bit);
        String where = "byte " + at + ", bit " + bit;
        switch (open(changed)) {
          case Opened.Plain(byte[] bytes) -> {
            // Not the sealed form any more: the codec, which comes next, refuses it.
            assertTrue(at < 2, where);
            assertInstanceOf(LoggedEvent.Undecodable.class, codec.decode(bytes), where);
          }
          case Opened.Erased(KeyId id) -> {
            assertTrue(at >= 2 && at < SealedForm.HEADER, where);
            assertNotEquals(key().id(), id, where);
          }
          case Opened.Damaged _ -> assertTrue(at >= SealedForm.HEADER, where);
        }
      }
    }
  }

  @Test
  void a_message_cut_short_or_with_bytes_more_is_damaged() throws IOException {
    byte[] sealed = sealed();
    for (int length = SealedForm.HEADER; length < sealed.length; length++) {
      assertInstanceOf(Opened.Damaged.class, open(Arrays.copyOf(sealed, length)), "" + length);
    }
    assertInstanceOf(Opened.Damaged.class, open(Arrays.copyOf(sealed, sealed.length + 1)));
  }

  @Test
  void in_another_place_it_is_damaged_and_so_it_is_under_another_key() throws IOException {
    byte[] sealed = sealed();
    Map<KeyId, DataKey> keys = Map.of(key().id(), key());
    for (Topics topic : Topics.values()) {
      if (topic != Topics.BEHAVIOR_EVENTS) {
        assertInstanceOf(Opened.Damaged.class, new Opener(TENANT, topic, keys).open(sealed));
      }
    }
    Opener elsewhere = new Opener(new TenantId("other"), Topics.BEHAVIOR_EVENTS, keys);
    assertInstanceOf(Opened.Damaged.class, elsewhere.open(sealed));
    DataKey wrong = new DataKey(key().id(), "pseudonym", new SecretKeySpec(new byte[32], "AES"));
    Opener other = new Opener(TENANT, Topics.BEHAVIOR_EVENTS, Map.of(wrong.id(), wrong));
    assertInstanceOf(Opened.Damaged.class, other.open(sealed));
  }
}
