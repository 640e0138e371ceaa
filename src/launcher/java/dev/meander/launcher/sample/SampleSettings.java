package dev.meander.launcher.sample;

import dev.meander.event.TenantId;
import java.time.LocalDate;

/**
 * Which stream to make.
 *
 * @param tenant the shop that the events belong to
 * @param people how many visitors, 1 and up; bots among them
 * @param days how many days from {@code start}, 1 and up
 * @param seed picks the shop's popularities and every person
 * @param start first day, in the shop's time zone (UTC+8)
 */
public record SampleSettings(TenantId tenant, int people, int days, long seed, LocalDate start) {

  public SampleSettings {
    if (people < 1) {
      throw new IllegalArgumentException("people must be at least 1: " + people);
    }
    if (days < 1) {
      throw new IllegalArgumentException("days must be at least 1: " + days);
    }
  }
}
