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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The generated stream, ranked and its evolution foretold by the service and offline. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(ServedStreamTest.Judged.class)
class ServedStreamTest {

  /** A shop of its own that is counted when the test says so. */
  public static final class Judged implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return overrides(SHOP);
    }
  }

  private static final String SHOP = "judged-shop";
  private static final int PEOPLE = 300;
  private static final int FORETOLD = 150;

  /** Start of a day in the shop's zone. */
  private static final long ORIGIN = Instant.parse("2024-01-25T16:00:00Z").toEpochMilli();

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;
  @Inject ShopCount counting;
  @Inject OwnDays days;

  static Map<String, String> overrides(String tenant) {
    return Map.of(
        "meander.tenant", tenant,
        "meander.statistics.zone", "+08:00",
        "meander.statistics.refresh", "1h",
        "meander.scoring.ranker", "shop-flows/3",
        "meander.scoring.outlook", "shop-outlook/2");
  }

  @Test
  void theGeneratedPeopleAreForetoldAndRankedAsOffline() throws IOException {
    TenantId tenant = new TenantId(SHOP);
    List<EventEnvelope> stream = stream(tenant, PEOPLE, 13);
    List<BenchPerson> set = ServedShop.people(stream).people();
    Map<String, List<EventEnvelope>> events = ServedShop.byPerson(stream);
    ServedShop served = new ServedShop(log, codec, shop, counting, tenant);
    ServedOutlooks.Same foretold =
        new ServedOutlooks(served, days, ORIGIN).compared(set, events, PEOPLE);
    System.out.println("outlooks of the generated stream that are the same: " + foretold);
    assertTrue(foretold.people() > FORETOLD, foretold.toString());
    assertTrue(
        foretold.shares() > 4 * FORETOLD
            && foretold.judged() > FORETOLD
            && foretold.trends() > FORETOLD,
        foretold.toString());
    int ranked = new ServedRanks(served, days, afterwards(set)).compared(set, events, PEOPLE);
    System.out.println("ranks of the generated stream that are told and the same: " + ranked);
    assertTrue(ranked > 200, ranked + " ranks");
  }

  /** When seven tenths of all that happens have happened. */
  private static long afterwards(List<BenchPerson> people) {
    long[] times =
        people.stream()
            .flatMap(person -> person.visits().stream())
            .mapToLong(BenchVisit::millis)
            .sorted()
            .toArray();
    long moment = times[times.length * 7 / 10];
    assertTrue(moment > ORIGIN, "nothing that was known then is unknown later");
    return moment;
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
}
