package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same where the shop is large enough for the models that know it. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(NamesRankedAlikeTest.Ranked.class)
class NamesRankedAlikeTest {

  /** A shop of its own, counted by the test alone. */
  public static final class Ranked implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> overrides = new HashMap<>(ServedStreamTest.overrides(SHOP));
      // Judged once: all names are told by the same scales.
      overrides.put("meander.own-days.moments", "200");
      overrides.put("meander.own-days.refresh", "1h");
      return overrides;
    }
  }

  private static final String SHOP = "names-shop";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int CHUNK = 500;

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;

  @Test
  void migrationAndEvolutionOfTheShopsModelsAreThoseOfTheOnePerson() {
    TenantId tenant = new TenantId(SHOP);
    List<EventEnvelope> stream =
        new SampleStream(new SampleSettings(tenant, 120, 40, 11, LocalDate.parse("2024-01-01")))
            .stream().toList();
    for (int from = 0; from < stream.size(); from += CHUNK) {
      List<LoggedEvent.Decoded> chunk =
          stream.subList(from, Math.min(from + CHUNK, stream.size())).stream()
              .map(codec::encode)
              .toList();
      assertTrue(!ProjectedPeople.blocking(() -> log.append(chunk)).isEmpty());
    }
    String person = stream.getLast().personId().value();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              var _ = ProjectedPeople.blocking(() -> shop.count(tenant));
              // Who was scored before the shop's own days were judged is scored again after.
              return calibrated(person)
                  && "shop-flows".equals(model(person, "migration"))
                  && "shop-outlook".equals(model(person, "evolution"));
            });
    new AlikeAnswers(log, codec, tenant).compare();
  }

  private static boolean calibrated(String person) {
    Integer moments =
        given().get("/v1/people/{person}/migration", person).path("calibration.moments");
    return moments != null && moments == 200;
  }

  private static String model(String person, String read) {
    var answer = given().get("/v1/people/{person}/" + read, person);
    return answer.statusCode() == 200 ? answer.jsonPath().getString("model.name") : "";
  }
}
