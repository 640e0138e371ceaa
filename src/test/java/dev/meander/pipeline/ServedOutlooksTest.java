package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The generated stream, its evolution foretold by the service and offline. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(ServedOutlooksTest.Foretold.class)
class ServedOutlooksTest {

  /** A shop of its own that is counted when the test says so. */
  public static final class Foretold implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return overrides(SHOP);
    }
  }

  private static final String SHOP = "foretold-shop";
  private static final int PEOPLE = 300;
  private static final int LEAST = 150;

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;

  static Map<String, String> overrides(String tenant) {
    return Map.of(
        "meander.tenant", tenant,
        "meander.statistics.zone", "+08:00",
        "meander.statistics.refresh", "1h",
        "meander.scoring.outlook", "shop-outlook/2");
  }

  @Test
  void twoHundredPeopleOfTheGeneratedStreamAreForetoldAsOffline() throws IOException {
    TenantId tenant = new TenantId(SHOP);
    List<EventEnvelope> stream = ServedRanksTest.stream(tenant, 300, 13);
    long origin =
        LocalDate.parse("2024-01-26")
            .atStartOfDay()
            .toInstant(ZoneOffset.ofHours(8))
            .toEpochMilli();
    ServedOutlooks.Same same =
        new ServedOutlooks(new ServedShop(log, codec, shop, tenant), origin)
            .compared(ServedShop.people(stream).people(), ServedShop.byPerson(stream), PEOPLE);
    System.out.println("outlooks of the generated stream that are the same: " + same);
    assertTrue(same.people() > LEAST, same.toString());
    assertTrue(
        same.shares() > 4 * LEAST && same.judged() > LEAST && same.trends() > LEAST,
        same.toString());
  }
}
