package dev.meander.log.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealerTest {

  private static final TenantId TENANT = new TenantId("t");
  private static final PersonId ADA = new PersonId("ada");
  private static final byte[] PLAIN = "{\"v\":1,\"personId\":\"ada\"}".getBytes(UTF_8);

  private final MemoryPersonKeys keys = new MemoryPersonKeys();
  private final Sealer sealer = Sealers.over(keys);

  private SealedMessage seal(byte[] plain) {
    return sealer
        .writer(TENANT, Topics.BEHAVIOR_EVENTS, Set.of(ADA))
        .await()
        .indefinitely()
        .seal(ADA, plain)
        .orElseThrow();
  }

  private Opened open(TenantId tenant, Topics topic, byte[] message) {
    return sealer.opener(tenant, topic, List.of(message)).await().indefinitely().open(message);
  }

  private Opened open(byte[] message) {
    return open(TENANT, Topics.BEHAVIOR_EVENTS, message);
  }

  @Test
  void what_is_sealed_opens_and_shows_nothing_of_the_person() {
    SealedMessage sealed = seal(PLAIN);
    String shown = new String(sealed.bytes(), UTF_8) + sealed.key();
    assertFalse(shown.contains("ada"), shown);
    assertArrayEquals(PLAIN, assertInstanceOf(Opened.Plain.class, open(sealed.bytes())).bytes());
    assertEquals(SealedForm.OVERHEAD + PLAIN.length, sealed.bytes().length);
  }

  @Test
  void no_two_messages_are_alike() {
    assertNotEquals(new String(seal(PLAIN).bytes(), UTF_8), new String(seal(PLAIN).bytes(), UTF_8));
    assertEquals(seal(PLAIN).key(), seal(PLAIN).key());
  }

  @Test
  void a_plain_message_of_an_earlier_version_is_as_it_is() {
    assertArrayEquals(PLAIN, assertInstanceOf(Opened.Plain.class, open(PLAIN)).bytes());
    assertInstanceOf(Opened.Plain.class, open(new byte[0]));
  }

  @Test
  void without_its_key_a_message_is_an_erased_persons() {
    byte[] sealed = seal(PLAIN).bytes();
    KeyId key = SealedForm.keyOf(sealed).orElseThrow();
    keys.destroy(key);
    assertEquals(new Opened.Erased(key), open(sealed));
    assertNotEquals(key, SealedForm.keyOf(seal(PLAIN).bytes()).orElseThrow());
  }

  @Test
  void every_changed_bit_is_noticed_and_so_is_another_topic() {
    byte[] sealed = seal(PLAIN).bytes();
    KeyId key = SealedForm.keyOf(sealed).orElseThrow();
    for (int at = SealedForm.HEADER; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertEquals(new Opened.Damaged(key), open(changed), "byte " + at);
    }
    assertEquals(new Opened.Damaged(key), open(TENANT, Topics.INTEREST_PROFILES, sealed));
    byte[] cut = java.util.Arrays.copyOf(sealed, SealedForm.HEADER);
    assertEquals(new Opened.Damaged(key), open(cut));
    assertInstanceOf(Opened.Erased.class, open(new TenantId("u"), Topics.BEHAVIOR_EVENTS, sealed));
  }

  @Test
  void nothing_is_sealed_for_who_is_being_erased() {
    keys.close(SealedForm.keyOf(seal(PLAIN).bytes()).orElseThrow());
    SealWriter writer =
        sealer.writer(TENANT, Topics.BEHAVIOR_EVENTS, Set.of(ADA)).await().indefinitely();
    assertTrue(writer.seal(ADA, PLAIN).isEmpty());
  }

  @Test
  void switched_off_everything_stays_plain_and_what_was_sealed_opens() {
    byte[] sealed = seal(PLAIN).bytes();
    Sealer off =
        new Sealer(keys, Settings.of(java.util.Map.of("meander.privacy.encryption", "false")));
    SealedMessage plain =
        off.writer(TENANT, Topics.BEHAVIOR_EVENTS, Set.of(ADA))
            .await()
            .indefinitely()
            .seal(ADA, PLAIN)
            .orElseThrow();
    assertEquals("ada", plain.key());
    assertArrayEquals(PLAIN, plain.bytes());
    Opener opener =
        off.opener(TENANT, Topics.BEHAVIOR_EVENTS, List.of(sealed)).await().indefinitely();
    assertArrayEquals(PLAIN, assertInstanceOf(Opened.Plain.class, opener.open(sealed)).bytes());
  }

  @Test
  void a_pseudonym_leads_to_the_partition_of_the_id() {
    Pseudonyms pseudonyms = new Pseudonyms();
    pseudonyms.partitions(7);
    IntStream.range(0, 200)
        .mapToObj(n -> new PersonId("person-" + n))
        .forEach(
            person ->
                assertEquals(
                    Pseudonyms.partition(person.value(), 7),
                    Pseudonyms.partition(pseudonyms.draw(person), 7)));
  }
}
