package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.OutlookShop;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.training.LogPeople;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import dev.meander.scoring.OutlookModel;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.ShopForm;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The generated stream, foretold by the service and offline. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(ServedOutlooksTest.Foretold.class)
class ServedOutlooksTest {
  private static final String SHOP = "foretold-shop";
  private static final int PEOPLE = 200;
  private static final int CHUNK = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double ROUNDING = 2e-6;

  /** A shop of its own that is counted when the test says so. */
  public static final class Foretold implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "meander.tenant", SHOP,
          "meander.statistics.zone", "+08:00",
          "meander.statistics.refresh", "1h",
          "meander.scoring.outlook", "shop-outlook/1");
    }
  }

  private static final TenantId TENANT = new TenantId(SHOP);
  private static final ShopForm FORM = ShopForm.clicks(28_800);

  @Inject EventLog log;
  @Inject EventCodec codec;
  @Inject LiveShop shop;

  @Test
  void peopleOfTheGeneratedStreamAreForetoldAsOffline() throws IOException {
    List<EventEnvelope> stream =
        new ArrayList<>(
            new SampleStream(
                    new SampleSettings(TENANT, PEOPLE, 40, 13, LocalDate.parse("2024-01-01")))
                .stream().toList());
    // The shop's day begins at 16:00 UTC.
    long moment = Instant.parse("2024-01-25T16:00:00Z").toEpochMilli();
    LogPeople people = new LogPeople();
    List<EventEnvelope> known = new ArrayList<>();
    for (EventEnvelope event : stream) {
      if (event.occurredAt().toEpochMilli() < moment) {
        known.add(event);
      }
    }
    known.sort(
        Comparator.comparing(EventEnvelope::occurredAt)
            .thenComparing(event -> event.eventId().value()));
    known.forEach(people::add);
    OutlookSet.Origin origin = new OutlookSet.Origin(Part.Role.TEST, moment);
    OutlookSet set =
        new OutlookSet("served", FORM, people.people(), List.of(1, 7, 28), 1, List.of(origin));
    OutlookShop offline = new OutlookShop(set, origin);
    Collections.shuffle(known, new Random(1));
    List<LogPosition> _ = send(known);
    String checksum = offline.statistics().checksum();
    await().atMost(PATIENCE).until(() -> checksum.equals(counted()));
    List<LogPosition> asOf = nudge(offline, moment);
    Path file =
        Path.of(System.getProperty("meander.basedir", "."))
            .resolve("model-artifacts/shop-outlook/1/model.onnx");
    int compared = 0;
    try (OutlookModel model = OutlookModel.load(file)) {
      OutlookExtractor extractor = new OutlookExtractor();
      for (int person = 0; person < offline.people(); person++) {
        OutlookRows rows = extractor.extract(offline.statistics(), offline.runs(person), moment);
        JsonNode answer = answer(offline.id(person), asOf.get(person));
        compare(offline, answer, rows, model);
        compared++;
      }
    }
    System.out.println("people of the generated stream foretold the same: " + compared);
    assertTrue(compared > 100, compared + " people");
  }

  private List<LogPosition> send(List<EventEnvelope> events) {
    List<LogPosition> sent = new ArrayList<>();
    for (int from = 0; from < events.size(); from += CHUNK) {
      List<LoggedEvent.Decoded> chunk =
          events.subList(from, Math.min(from + CHUNK, events.size())).stream()
              .map(codec::encode)
              .toList();
      sent.addAll(ProjectedPeople.blocking(() -> log.append(chunk)));
    }
    assertEquals(events.size(), sent.size());
    return sent;
  }

  private String counted() {
    ShopSnapshot counted = ProjectedPeople.blocking(() -> shop.count(TENANT));
    return counted.statistics() == null ? "" : counted.statistics().checksum();
  }

  /** An event that is no visit on the day before, so that everybody is asked for at the moment. */
  private List<LogPosition> nudge(OutlookShop offline, long moment) {
    List<EventEnvelope> nudges = new ArrayList<>();
    for (int person = 0; person < offline.people(); person++) {
      nudges.add(
          new EventEnvelope(
              TENANT,
              new EventId("nudge-" + offline.id(person)),
              new PersonId(offline.id(person)),
              Instant.ofEpochMilli(moment - 1),
              null,
              null,
              Map.of(),
              new BehaviorEvent.LoggedIn("/", null)));
    }
    return send(nudges);
  }

  private static void compare(
      OutlookShop offline, JsonNode answer, OutlookRows rows, OutlookModel model) {
    OutlookModel.Foretold foretold = model.run(rows);
    List<String> heads = model.heads();
    Map<String, Integer> row = new HashMap<>();
    for (int i = 0; i < rows.elsewhere(); i++) {
      row.put(offline.categories().get(rows.category(i)), i);
    }
    assertEquals(heads.size(), answer.get("ahead").size());
    for (int head = 0; head < heads.size(); head++) {
      OutlookModel.Window window = foretold.windows().get(head);
      JsonNode told = answer.get("ahead").get(head);
      assertEquals(heads.get(head), "days" + told.get("days").asInt());
      assertEquals(
          model.comeBack(FORM, rows, foretold, head), told.get("comeBack").asDouble(), ROUNDING);
      for (JsonNode share : told.get("shares")) {
        int at = Objects.requireNonNull(row.get(name(share)), share.toString());
        assertEquals(window.shares()[at], share.get("share").asDouble(), ROUNDING);
      }
    }
    for (JsonNode category : answer.get("categories")) {
      JsonNode chances = category.get("trendChances");
      if (chances != null) {
        double[] trends =
            foretold.trends()[Objects.requireNonNull(row.get(name(category)), category.toString())];
        assertEquals(trends[0], chances.get("fading").asDouble(), ROUNDING);
        assertEquals(trends[2], chances.get("emerging").asDouble(), ROUNDING);
      }
    }
  }

  private static String name(JsonNode told) {
    List<String> levels = new ArrayList<>();
    told.get("category").forEach(level -> levels.add(level.asText()));
    return String.join("/", levels);
  }

  /** As soon as the nudge was scored. */
  private static JsonNode answer(String person, LogPosition asOf) throws IOException {
    Response answer =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    given()
                        .queryParam("categories", 20)
                        .queryParam("minPosition", asOf.encode())
                        .get("/v1/people/{person}/evolution", person),
                found -> found.statusCode() == 200);
    JsonNode json = new ObjectMapper().readTree(answer.asByteArray());
    assertEquals("shop-outlook", json.at("/model/name").asText());
    return json;
  }
}
