package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.training.LogPeople;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import dev.meander.statistics.ShopForm;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A shop with a log of its own, counted by the service and offline. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(WholeShopTest.OwnTenant.class)
class WholeShopTest {

  /** A log that nobody else writes to, of a shop in another zone. */
  public static final class OwnTenant implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("meander.tenant", SHOP, "meander.statistics.zone", "+08:00");
    }
  }

  private static final String SHOP = "whole-shop";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Inject EventLog log;
  @Inject EventCodec codec;

  @Test
  void theServiceCountsWhatIsCountedOfflineWhateverTheOrderOfArrival() {
    List<EventEnvelope> events =
        new SampleStream(
                new SampleSettings(new TenantId(SHOP), 80, 30, 3, LocalDate.parse("2024-01-01")))
            .stream().toList();
    List<LoggedEvent.Decoded> sent = new ArrayList<>();
    events.forEach(event -> sent.add(codec.encode(event)));
    Collections.shuffle(sent, new Random(1));
    int appended = ProjectedPeople.blocking(() -> log.append(sent)).size();
    assertEquals(events.size(), appended);
    FrozenShop expected = offline(events);
    String checksum = expected.statistics().checksum();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Response answer = given().get("/v1/flows");
              return answer.statusCode() == 200
                  && checksum.equals(answer.path("statistics.checksum"));
            });
    given()
        .get("/v1/flows")
        .then()
        .body("statistics.moves", org.hamcrest.Matchers.equalTo(moves(expected)));
  }

  private static int moves(FrozenShop shop) {
    return Math.toIntExact(shop.statistics().flows().moves());
  }

  private static FrozenShop offline(List<EventEnvelope> events) {
    List<EventEnvelope> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparing(EventEnvelope::occurredAt)
            .thenComparing(event -> event.eventId().value()));
    LogPeople people = new LogPeople();
    sorted.forEach(people::add);
    return FrozenShop.of(
        ShopForm.clicks(28_800), people.people(), FrozenShop.before(Long.MAX_VALUE));
  }
}
