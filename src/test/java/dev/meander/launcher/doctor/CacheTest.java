package dev.meander.launcher.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CacheTest {

  private static final String INFO =
      """
      # Memory
      used_memory:268435000
      used_memory_human:256.00M
      maxmemory:268435456
      # Stats
      evicted_keys:%d
      """;

  @Test
  void a_redis_that_let_nothing_go_is_as_it_should_be() {
    Finding finding = Cache.of(INFO.formatted(0));
    assertEquals(Finding.Level.OK, finding.level());
    assertEquals("255 of 256 MiB", finding.detail());
  }

  @Test
  void one_that_let_keys_go_says_what_that_means_for_events_that_are_sent_again() {
    Finding finding = Cache.of(INFO.formatted(12_345));
    assertEquals(Finding.Level.NOTE, finding.level());
    assertTrue(finding.detail().contains("12,345 keys evicted"), finding.detail());
    assertTrue(finding.detail().contains("'accepted'"), finding.detail());
  }
}
