package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.RealServers;
import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Sealer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The whole way of an event, from its posting to a model's answer, over real servers. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ScoringPipelineTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2025-03-01T12:00:00Z");
  private static final String[] WAY = {"phone", "case", "phone", "charger", "phone", "case"};

  @Inject Sealer sealer;

  @Test
  void whatIsPostedIsAnsweredByTheModelAndToldToOtherSystems() throws Exception {
    String person = "scored-" + UUID.randomUUID();
    try (PulsarClient client =
            PulsarClient.builder()
                .serviceUrl(
                    ConfigProvider.getConfig().getValue("pulsar.client.serviceUrl", String.class))
                .build();
        Consumer<byte[]> topic =
            client
                .newConsumer()
                .topic("persistent://meander/default/interest-projections")
                .subscriptionName("test-" + UUID.randomUUID())
                .subscriptionInitialPosition(SubscriptionInitialPosition.Latest)
                .subscribe()) {
      post(person, 0, WAY.length - 1);
      await().atMost(PATIENCE).until(() -> source(person).equals("model"));
      given()
          .get("/v1/people/" + person + "/migration")
          .then()
          .statusCode(200)
          .body("model.name", equalTo("shop-ranker"))
          .body("steps.size()", greaterThan(0))
          .body("steps[0].candidates.size()", greaterThan(0));
      given()
          .get("/v1/people/" + person + "/evolution")
          .then()
          .statusCode(200)
          .body("source", equalTo("model"))
          .body("categories[0].category", equalTo(List.of("electronics", "phone")));
      post(person, WAY.length - 1, WAY.length);
      await().atMost(PATIENCE).until(() -> views(person) == WAY.length);
      JsonNode newest = newestOf(topic, person);
      assertEquals("model", newest.path("source").asText());
      assertEquals(3, newest.path("steps").size());
      assertTrue(newest.path("evolution").path(0).path("forecast").path(2).has("upper"));
    }
  }

  @Test
  void theWholeTopicOfProfilesAgainIsCaughtUpWith() {
    String person = "scored-" + UUID.randomUUID();
    try (TopicSubscription subscription = TopicSubscription.ofTheScorer()) {
      post(person, 0, WAY.length);
      await().atMost(PATIENCE).until(() -> source(person).equals("model"));
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
      subscription.rewind();
      await().atMost(PATIENCE).until(() -> subscription.backlog() == 0);
    }
  }

  private JsonNode newestOf(Consumer<byte[]> topic, String person) {
    ObjectMapper json = new ObjectMapper();
    long newestEvent = START.plus(Duration.ofDays(WAY.length - 1)).toEpochMilli();
    JsonNode[] found = new JsonNode[1];
    await()
        .atMost(PATIENCE)
        // one message a call: Awaitility's usual pause of 100 ms would read only ten a second
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              Message<byte[]> message = topic.receive(1, TimeUnit.SECONDS);
              if (message == null
                  || !(opened(message.getData()) instanceof Opened.Plain(byte[] bytes))
                  || !person.equals(json.readTree(bytes).path("personId").asText())) {
                return false;
              }
              assertNotEquals(person, message.getKey());
              found[0] = json.readTree(bytes);
              return found[0].path("lastEventAt").asLong() == newestEvent;
            });
    return found[0];
  }

  private Opened opened(byte[] message) {
    return sealer
        .opener(new TenantId("default"), Topics.INTEREST_PROJECTIONS, List.of(message))
        .await()
        .atMost(PATIENCE)
        .open(message);
  }

  private static String source(String person) {
    var answer = given().get("/v1/people/" + person + "/migration");
    return answer.statusCode() == 200 ? answer.path("source") : "none";
  }

  private static int views(String person) {
    return given().get("/v1/people/" + person + "/interests").path("counts.item_viewed");
  }

  private static void post(String person, int from, int to) {
    StringBuilder events = new StringBuilder("[");
    for (int i = from; i < to; i++) {
      events
          .append(i == from ? "" : ",")
          .append(
              """
              {"eventId":"%s-%d","personId":"%s","kind":"item_viewed","occurredAt":"%s",
              "item":{"id":"i-%s","category":["electronics","%s"]}}"""
                  .formatted(person, i, person, START.plus(Duration.ofDays(i)), WAY[i], WAY[i]));
    }
    given()
        .contentType("application/json")
        .body(events.append(']').toString())
        .post("/v1/events")
        .then()
        .statusCode(202)
        .body("accepted", equalTo(to - from));
  }
}
