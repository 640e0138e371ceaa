package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.service.ServiceProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is stopped one after the other fits together into what SIGTERM promises. */
final class StopLimitsTest {

  @Test
  void every_part_may_use_up_its_limit_and_the_process_still_ends_within_15_seconds() {
    Duration parts =
        Sample.STOP_LIMIT.plus(ServiceProcess.STOP_LIMIT).plus(EmbeddedServers.STOP_LIMIT);
    assertTrue(parts.compareTo(Foreground.STOP_LIMIT) < 0, parts::toString);
    assertTrue(Foreground.STOP_LIMIT.compareTo(Duration.ofSeconds(15)) < 0);
  }
}
