package dev.meander.launcher;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that are joined and parted by what a shop has on file. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ImportNamesTest {

  @TempDir Path folder;

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1/");

  private final String run = UUID.randomUUID().toString();
  private final String known = "known-" + run;
  private final String device = "device-" + run;

  @Test
  void aLoginJoinsALogoutPartsAndAReplayOfEventsJoinsAgain() throws IOException {
    Path mapping =
        Files.writeString(
            folder.resolve("mapping.yaml"),
            """
            event:
              eventId: '%1$s-{id}'
              personId: '{who}'
              kind: {from: '{what}', values: {view: item_viewed, login: person_merged, logout: person_merged}}
              occurredAt: '{at}'
              item: {id: '{sku}', category: [names]}
              member: '{device}'
              merged: {from: '{what}', values: {login: 'true'}, otherwise: 'false'}
            """
                .formatted(run));
    Path joined =
        Files.writeString(
            folder.resolve("joined.ndjson"),
            """
            {"id": 1, "who": "%1$s", "what": "view", "at": "2026-02-01T09:00:00Z", "sku": "k1"}
            {"id": 2, "who": "%2$s", "what": "view", "at": "2026-02-01T09:01:00Z", "sku": "k2"}
            {"id": 3, "who": "%2$s", "what": "view", "at": "2026-02-01T09:02:00Z", "sku": "k3"}
            {"id": 4, "who": "%1$s", "what": "login", "at": "2026-02-01T09:03:00Z", "device": "%2$s"}
            {"id": 5, "who": "%1$s", "what": "login", "at": "2026-02-01T09:03:00Z", "device": "%1$s"}
            """
                .formatted(known, device));
    assertEquals(
        "accepted=4 duplicate=0 refused=1 malformed=0",
        command("import", "ndjson", joined.toString(), "--mapping", mapping.toString()));
    awaitViews(3, 3);

    Path parted =
        Files.writeString(
            folder.resolve("parted.csv"),
            """
            id,who,what,at,sku,device
            6,%1$s,logout,2026-02-01T09:04:00Z,,%2$s
            7,%2$s,view,2026-02-01T09:05:00Z,k4,
            """
                .formatted(known, device));
    assertEquals(
        "accepted=2 duplicate=0 refused=0 malformed=0",
        command("import", "csv", parted.toString(), "--mapping", mapping.toString()));
    awaitViews(1, 3);

    Path events =
        Files.writeString(
            folder.resolve("events.ndjson"),
            """
            {"eventId":"%3$s-8","personId":"%1$s","kind":"person_merged","member":"%2$s","merged":true,"occurredAt":"2026-02-01T09:06:00Z"}
            """
                .formatted(known, device, run));
    assertEquals(
        "accepted=1 duplicate=0 refused=0",
        command("replay", events.toString(), "--format", "ndjson"));
    awaitViews(4, 4);
  }

  private void awaitViews(int ofKnown, int ofDevice) {
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> views(known) == ofKnown && views(device) == ofDevice);
  }

  private static int views(String person) {
    Response answer = given().get("/v1/people/{id}/interests", person);
    Integer views = answer.statusCode() == 200 ? answer.path("counts.item_viewed") : null;
    return views == null ? 0 : views;
  }

  private String command(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", address.toString(), "--data", folder.toString()));
    return ImportCommandTest.lastLine(all.toArray(String[]::new));
  }
}
