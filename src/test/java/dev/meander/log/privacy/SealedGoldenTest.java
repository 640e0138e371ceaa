package dev.meander.log.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void a_message_sealed_in_version_2_is_opened() throws IOException {
    Path file = GOLDEN.resolve("sealed-v2-item_viewed.base64");
    byte[] plain = Files.readAllBytes(GOLDEN.resolve("events/v1-item_viewed.json"));
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
      var writer = new SealWriter(TENANT, Topics.BEHAVIOR_EVENTS, Map.of(PERSON, key()));
      byte[] sealed = writer.seal(PERSON, plain).orElseThrow().bytes();
      Files.writeString(file, Base64.getEncoder().encodeToString(sealed) + "\n");
    }
    byte[] sealed = Base64.getDecoder().decode(Files.readString(file).strip());
    var opener = new Opener(TENANT, Topics.BEHAVIOR_EVENTS, Map.of(key().id(), key()));
    var opened = assertInstanceOf(Opened.Plain.class, opener.open(sealed));
    assertArrayEquals(plain, opened.bytes());
  }
}
