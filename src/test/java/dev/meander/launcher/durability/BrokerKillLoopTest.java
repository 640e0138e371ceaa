package dev.meander.launcher.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.embedded.ServerSizes;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerKillLoopTest {

  /** Held, or its level is forgotten. */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  @Test
  void everyAcknowledgedEventSurvivesTwoKillsUnderLoad(@TempDir Path data) throws Exception {
    PULSAR.setLevel(Level.SEVERE);
    KillCounts counts =
        BrokerKillLoop.run(
            ServerSettings.standard(RealServers.project(), data).withSizes(ServerSizes.small()),
            2,
            1,
            line -> System.out.println("[kill-loop] " + line));
    assertEquals(2, counts.kills());
    assertEquals(0, counts.missing());
    assertTrue(counts.acknowledged() >= 2000, counts::toString);
  }

  @Test
  void anAcknowledgedEventThatIsNotFoundIsMissing() {
    NumberedEvents events = new NumberedEvents();
    events.acknowledge(3);
    events.acknowledge(5);
    BitSet found = new BitSet();
    found.set(3);
    found.set(4);
    assertEquals(1, events.missing(found));
    assertEquals(
        "kills=2 acknowledged=2 missing=1 repaired=0",
        new KillCounts(2, events.acknowledged(), events.missing(found), 0).toString());
  }
}
