package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Taobao's people up to the day that they are judged by, their evolution foretold by the service
 * and offline.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(ServedTaobaoOutlooksTest.Foretold.class)
class ServedTaobaoOutlooksTest {

  /** A shop of its own that is counted when the test says so. */
  public static final class Foretold implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return ServedOutlooksTest.overrides(SHOP);
    }
  }

  private static final String SHOP = "foretold-taobao";
  private static final int PEOPLE = 200;

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;

  @Test
  void twoHundredPeopleOfTaobaoAreForetoldAsOffline() throws IOException {
    List<BenchPerson> set = ServedTaobaoRanksTest.people();
    Map<String, List<EventEnvelope>> events = new HashMap<>();
    set.forEach(person -> events.put(person.id(), ServedTaobaoRanksTest.events(person, SHOP)));
    ServedOutlooks.Same same =
        new ServedOutlooks(
                new ServedShop(log, codec, shop, new TenantId(SHOP)),
                ServedTaobaoRanksTest.JUDGED_FROM)
            .compared(set, events, PEOPLE);
    System.out.println("outlooks of Taobao that are the same: " + same);
    assertTrue(same.people() == PEOPLE && same.judged() > PEOPLE, same.toString());
  }
}
