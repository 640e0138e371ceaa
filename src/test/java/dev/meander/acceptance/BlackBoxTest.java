package dev.meander.acceptance;

import static dev.meander.acceptance.Client.event;
import static dev.meander.acceptance.Client.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.RealServers;
import dev.meander.acceptance.Client.Answer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What came after the spine, as a client sees it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class BlackBoxTest {

  @TestHTTPResource("/")
  URI service = URI.create("http://127.0.0.1");

  private final String run = UUID.randomUUID().toString();
  private final String ada = "ada-" + run;
  private final String bob = "bob-" + run;
  private Client client = new Client(service);

  @BeforeEach
  void connect() {
    client = new Client(service);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private static String of(String person, String what) {
    return "/v1/people/" + person + "/" + what;
  }

  private void awaitViews(String person, int views) {
    Answer answer =
        client.await(
            of(person, "interests"),
            seen -> seen.body().path("counts").path("item_viewed").asInt() == views);
    assertEquals(views, answer.body().path("counts").path("item_viewed").asInt(), answer::toString);
  }

  private JsonNode interests(String person) {
    return client.get(of(person, "interests")).body();
  }

  private static void assertProblem(int status, String type, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertTrue(answer.contentType().startsWith("application/problem+json"), answer::contentType);
    assertEquals("urn:meander:problem:" + type, answer.body().path("type").asText());
    assertEquals(status, answer.body().path("status").asInt());
  }

  @Test
  void consent_withdrawn_ends_every_read_but_the_export_and_given_again_counts_from_then_on() {
    client.post(view(ada, "2025-03-01", run, "lamp"), view(ada, "2025-03-02", run, "lamp"));
    awaitViews(ada, 2);
    client.post(event(ada, "consent_changed", "2025-03-03").put("granted", false));
    assertEquals(403, client.await(of(ada, "interests"), seen -> seen.status() == 403).status());
    for (String read : List.of("migration", "evolution", "trajectory", "interests?limit=1")) {
      Answer refused = client.get(of(ada, read));
      assertEquals(403, refused.status(), read);
      assertFalse(refused.body().toString().contains("lamp"), read);
    }
    assertEquals(200, client.get(of(ada, "data")).status());

    client.post(event(ada, "consent_changed", "2025-03-04").put("granted", true));
    client.post(view(ada, "2025-03-05", run, "chair"));
    awaitViews(ada, 1);
    JsonNode now = interests(ada);
    assertEquals("chair", now.path("interests").path(0).path("category").path(1).asText());
    assertEquals(1, now.path("interests").size());
  }

  @Test
  void who_is_erased_is_gone_has_a_genuine_receipt_and_may_come_back_as_somebody_new()
      throws GeneralSecurityException {
    client.post(view(ada, "2025-03-01", run, "lamp"), view(ada, "2025-03-02", run, "lamp"));
    client.post(view(bob, "2025-03-01", run, "lamp"));
    awaitViews(ada, 2);
    awaitViews(bob, 1);
    List<JsonNode> held = client.elements(of(ada, "data"));
    assertEquals(
        2, held.stream().filter(one -> one.at("/section").asText().equals("event")).count());

    Answer requested = client.ask("DELETE", of(ada, "data"), "");
    assertEquals(202, requested.status());
    Answer done =
        client.await(
            requested.body().path("status").asText(),
            seen -> seen.body().path("state").asText().equals("completed"));
    assertEquals("completed", done.body().path("state").asText(), done::toString);
    assertEquals(2, done.body().at("/receipt/entriesMadeUnreadable").asInt());
    JsonNode keys = client.get("/v1/erasures/keys").body();
    assertTrue(Receipt.isGenuine(done.body(), keys));
    assertFalse(Receipt.isGenuine(forged(done.body()), keys));
    assertFalse(done.body().toString().contains(ada));
    for (String read : List.of("interests", "migration", "evolution", "trajectory", "data")) {
      assertProblem(404, "unknown-person", client.get(of(ada, read)));
    }
    awaitViews(bob, 1);

    client.post(view(ada, "2025-03-09", run, "chair"));
    awaitViews(ada, 1);
    assertEquals(1, interests(ada).path("interests").size());
    assertEquals(202, client.ask("DELETE", of("nobody-" + run, "data"), "").status());
  }

  private static JsonNode forged(JsonNode state) {
    JsonNode forged = state.deepCopy();
    ((ObjectNode) forged.path("receipt")).put("entriesMadeUnreadable", 3);
    return forged;
  }

  @Test
  void interests_can_be_asked_for_as_of_any_day_and_the_trajectory_tells_each() {
    client.post(
        view(ada, "2025-03-01", run, "lamp"),
        view(ada, "2025-03-03", run, "chair"),
        view(ada, "2025-03-03", run, "chair"));
    awaitViews(ada, 3);
    JsonNode first = client.get(of(ada, "interests?asOf=2025-03-02T00:00:00Z")).body();
    assertEquals(1, first.path("interests").size());
    assertEquals("lamp", first.at("/interests/0/category/1").asText());
    assertEquals(1, first.at("/counts/item_viewed").asInt());
    assertProblem(
        404, "unknown-person", client.get(of(ada, "interests?asOf=2025-02-01T00:00:00Z")));
    JsonNode days = client.get(of(ada, "trajectory")).body().path("days");
    assertEquals(List.of("2025-03-01", "2025-03-03"), days.findValuesAsText("day"), days::toString);
    assertEquals("chair", days.path(1).at("/interests/0/category/1").asText());
  }

  @Test
  void flows_count_where_people_move() {
    for (String person : List.of(ada, bob)) {
      client.post(
          view(person, "2025-03-01", run, "lamp"), view(person, "2025-03-02", run, "chair"));
    }
    Answer flows =
        client.await(
            "/v1/flows?from=" + run + "&from=lamp",
            seen -> seen.body().at("/flows/0/moves").asInt() == 2);
    assertEquals(2, flows.body().at("/flows/0/moves").asInt(), flows::toString);
    assertEquals("chair", flows.body().at("/flows/0/to/1").asText());
    assertEquals(2, flows.body().at("/from/visitors").asInt());
  }

  @Test
  void another_version_is_filled_compared_switched_to_and_back_and_reads_go_on() {
    client.post(view(ada, "2025-03-01", run, "lamp"));
    awaitViews(ada, 1);
    int live = client.get("/v1/projections").body().path("live").asInt();
    int made = client.ask("POST", "/v1/projections", "").body().path("projection").asInt();
    assertTrue(made > live, () -> live + " " + made);
    awaitLevel(made);
    JsonNode compared = client.get("/v1/projections/" + made + "/comparison").body();
    assertEquals(0, compared.path("different").asInt(), compared::toString);
    assertProblem(409, "projection-conflict", client.ask("DELETE", "/v1/projections/" + live, ""));
    switchTo(made);
    awaitViews(ada, 1);
    client.post(view(ada, "2025-03-02", run, "lamp"));
    awaitViews(ada, 2);
    awaitLevel(live);
    switchTo(live);
    awaitViews(ada, 2);
    Answer renewed =
        client.await("/v1/projections", seen -> seen.body().at("/views/done").asBoolean());
    assertTrue(renewed.body().at("/views/done").asBoolean(), renewed::toString);
    assertEquals(204, client.ask("DELETE", "/v1/projections/" + made, "").status());
    assertProblem(404, "unknown-projection", client.get("/v1/projections/" + made + "/comparison"));
  }

  private void awaitLevel(int version) {
    Answer level =
        client.await(
            "/v1/projections", seen -> version(seen, version).path("caughtUp").asBoolean());
    assertTrue(version(level, version).path("caughtUp").asBoolean(), level::toString);
  }

  private static JsonNode version(Answer versions, int number) {
    for (JsonNode one : versions.body().path("versions")) {
      if (one.path("projection").asInt() == number) {
        return one;
      }
    }
    return versions.body().path("none");
  }

  private void switchTo(int version) {
    int status = 409;
    for (int attempt = 0; attempt < 100 && status != 200; attempt++) {
      status = client.ask("POST", "/v1/projections/" + version + "/switch", "").status();
    }
    assertEquals(200, status);
    assertEquals(version, client.get("/v1/projections").body().path("live").asInt());
  }

  @Test
  void what_is_put_aside_is_listed_and_what_is_not_there_cannot_be_decided_about() {
    Answer listed = client.get("/v1/parked");
    assertEquals(200, listed.status());
    assertTrue(listed.body().path("entries").isArray(), listed::toString);
    assertProblem(404, "unknown-parked", client.get("/v1/parked/0.999999.1.-1"));
    assertProblem(404, "unknown-parked", client.ask("POST", "/v1/parked/0.999999.1.-1/retry", ""));
    assertProblem(404, "unknown-parked", client.ask("DELETE", "/v1/parked/0.999999.1.-1", ""));
    assertEquals(400, client.get("/v1/parked/nowhere").status());
  }
}
