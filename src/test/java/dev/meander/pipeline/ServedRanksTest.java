package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The generated stream, ranked by the service and offline. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(ServedRanksTest.Ranked.class)
class ServedRanksTest {

  /** A shop of its own that is counted when the test says so. */
  public static final class Ranked implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return overrides(SHOP);
    }
  }

  private static final String SHOP = "ranked-shop";
  private static final int PEOPLE = 200;

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;

  static Map<String, String> overrides(String tenant) {
    return Map.of(
        "meander.tenant", tenant,
        "meander.statistics.zone", "+08:00",
        "meander.statistics.refresh", "1h",
        "meander.scoring.ranker", "shop-flows/2");
  }

  /** What people of a generated shop do in forty days, by time, then id. */
  static List<EventEnvelope> stream(TenantId tenant, int people, long seed) {
    List<EventEnvelope> stream =
        new ArrayList<>(
            new SampleStream(
                    new SampleSettings(tenant, people, 40, seed, LocalDate.parse("2024-01-01")))
                .stream().toList());
    stream.sort(
        Comparator.comparing(EventEnvelope::occurredAt)
            .thenComparing(event -> event.eventId().value()));
    return stream;
  }

  @Test
  void twoHundredPeopleOfTheGeneratedStreamAreRankedAsOffline() throws IOException {
    TenantId tenant = new TenantId(SHOP);
    List<EventEnvelope> stream = stream(tenant, PEOPLE, 11);
    List<BenchPerson> set = ServedShop.people(stream).people();
    long[] times =
        set.stream()
            .flatMap(person -> person.visits().stream())
            .mapToLong(BenchVisit::millis)
            .sorted()
            .toArray();
    long moment = times[times.length * 6 / 10];
    int same =
        new ServedRanks(new ServedShop(log, codec, shop, tenant), moment)
            .compared(set, ServedShop.byPerson(stream), PEOPLE);
    System.out.println("ranks of the generated stream that are told and the same: " + same);
    assertTrue(same > 200, same + " ranks");
  }
}
