package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.Bench;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.BenchVisit;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Taobao's people up to the day that they are judged by, ranked and their evolution foretold by the
 * service and offline.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(ServedTaobaoTest.Judged.class)
class ServedTaobaoTest {

  /** A shop of its own that is counted when the test says so. */
  public static final class Judged implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return ServedStreamTest.overrides(SHOP);
    }
  }

  private static final String SHOP = "judged-taobao";

  /** 2 December 2017 in the shop's zone. */
  private static final long JUDGED_FROM = 1_512_144_000_000L;

  private static final int PEOPLE = 200;

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;
  @Inject ShopCount counting;
  @Inject OwnDays days;

  @Test
  void twoHundredPeopleOfTaobaoAreForetoldAndRankedAsOffline() throws IOException {
    List<BenchPerson> set = people();
    Map<String, List<EventEnvelope>> events = new HashMap<>();
    set.forEach(person -> events.put(person.id(), events(person)));
    ServedShop served = new ServedShop(log, codec, shop, counting, new TenantId(SHOP));
    ServedOutlooks.Same foretold =
        new ServedOutlooks(served, days, JUDGED_FROM).compared(set, events, PEOPLE);
    System.out.println("outlooks of Taobao that are the same: " + foretold);
    assertTrue(foretold.people() == PEOPLE && foretold.judged() > PEOPLE, foretold.toString());
    // What is known for ranks ends with the run of that moment, hence a little later.
    int ranked = new ServedRanks(served, days, JUDGED_FROM).compared(set, events, PEOPLE);
    System.out.println("ranks of Taobao that are told and the same: " + ranked);
    assertTrue(ranked > 200, ranked + " ranks");
  }

  /** By id; the test that asks is left out where the set is not. */
  private static List<BenchPerson> people() throws IOException {
    Path data = RealServers.project().resolve("../shared/data");
    Assumptions.assumeTrue(Files.isDirectory(data), "no published sets here");
    List<BenchPerson> set = new ArrayList<>(Bench.TAOBAO.read(data).people());
    set.sort(Comparator.comparing(BenchPerson::id));
    return set;
  }

  /** Equal times keep the set's order by their ids. */
  private static List<EventEnvelope> events(BenchPerson person) {
    List<EventEnvelope> events = new ArrayList<>();
    for (BenchVisit visit : person.visits()) {
      events.add(
          new EventEnvelope(
              new TenantId(SHOP),
              new EventId(String.format(Locale.ROOT, "%s-%06d", person.id(), events.size())),
              new PersonId(person.id()),
              Instant.ofEpochMilli(visit.millis()),
              null,
              null,
              Map.of(),
              event(visit)));
    }
    return events;
  }

  private static BehaviorEvent event(BenchVisit visit) {
    Item item = new Item(new ItemId(visit.item()), CategoryPath.of(visit.category()), null, null);
    if (visit.buy()) {
      return new BehaviorEvent.ItemPurchased(item, 1, null);
    }
    return visit.intent()
        ? new BehaviorEvent.ItemFavorited(item)
        : new BehaviorEvent.ItemViewed(item, null);
  }
}
