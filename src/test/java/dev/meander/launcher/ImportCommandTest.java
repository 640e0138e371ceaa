package dev.meander.launcher;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports as a person does, and reads back what came of it from the running service. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ImportCommandTest {

  @TempDir Path folder;

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1/");

  @Test
  void an_access_log_becomes_logins_views_and_searches_and_a_second_time_nothing()
      throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("access.log"),
            """
            203.0.113.7 - import-ada [01/Feb/2026:09:00:00 +0100] "GET /p/kettle HTTP/1.1" 200 512 "-" "Mozilla/5.0"
            203.0.113.7 - import-ada [01/Feb/2026:09:00:01 +0100] "GET /style.css HTTP/1.1" 200 512 "-" "Mozilla/5.0"
            203.0.113.7 - import-ada [01/Feb/2026:09:01:00 +0100] "GET /search?q=tea HTTP/1.1" 200 512 "-" "Mozilla/5.0"
            torn
            203.0.113.7 - import-ada [01/Feb/2026:09:02:00 +0100] "GET /p/cup HTTP/1.1" 200 512 "-" "Mozilla/5.0"
            """);
    assertEquals(
        "accepted=4 duplicate=0 refused=0 malformed=1", imported("access-log", log.toString()));
    assertEquals(
        "accepted=0 duplicate=4 refused=0 malformed=1", imported("access-log", log.toString()));
    assertEquals(Map.of("logged_in", 1, "item_viewed", 2, "searched", 1), counts("import-ada", 4));
  }

  @Test
  void a_table_becomes_what_its_mapping_says() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("orders.csv"),
            """
            order;customer;status;ordered;sku;department;pieces;price
            1;import-bob;paid;01.02.2026 09:00;k1;kitchen;2;29,90
            2;import-bob;sent back;03.02.2026 10:00;k1;kitchen;1;29,90
            3;import-bob;test;03.02.2026 10:00;k1;kitchen;1;29,90
            4;import-bob;paid;yesterday;k1;kitchen;1;29,90
            5;import-bob;paid;01.02.2026 09:00;k2;kitchen;2000000;29,90
            """);
    Path mapping =
        Files.writeString(
            folder.resolve("mapping.yaml"),
            """
            separator: ';'
            zone: Europe/Paris
            skip:
              - {when: '{status}', is: test}
            event:
              eventId: 'import-order-{order}'
              personId: '{customer}'
              kind: {from: '{status}', values: {paid: item_purchased, sent back: item_returned}}
              occurredAt: {from: '{ordered}', time: 'dd.MM.yyyy HH:mm'}
              item: {id: '{sku}', category: ['{department}']}
              quantity: '{pieces}'
              amount: {product: ['{pieces}', '{price}'], decimal: ','}
              currency: EUR
            """);
    assertEquals(
        "accepted=2 duplicate=0 refused=1 malformed=1",
        imported("csv", table.toString(), "--mapping", mapping.toString()));
    assertEquals(Map.of("item_purchased", 1, "item_returned", 1), counts("import-bob", 2));
  }

  @Test
  void reviews_in_ndjson_are_read_with_rating_and_text() throws IOException {
    Path reviews =
        Files.writeString(
            folder.resolve("reviews.ndjson"),
            """
            {"id": 1, "author": {"id": "import-eva"}, "written": 1770000000000, "sku": "k1", "stars": 5, "body": "好"}
            {"id": 2, "author": {"id": "import-eva"}, "written": 1770000001000, "sku": "k2", "stars": 9, "body": "?"}
            {"id": 3, "author": {"id": "import-eva"}, "written": 1770000002000, "sku": "k3", "body": "fine"}
            """);
    Path mapping =
        Files.writeString(
            folder.resolve("mapping.json"),
            """
            {"event": {"eventId": "import-review-{id}", "personId": "{author.id}", "kind": "item_reviewed",
              "occurredAt": {"from": "{written}", "time": "millis"}, "item": {"id": "{sku}"},
              "rating": "{stars}", "text": "{body}"}}
            """);
    assertEquals(
        "accepted=2 duplicate=0 refused=1 malformed=0",
        imported("ndjson", reviews.toString(), "--mapping", mapping.toString()));
    assertEquals(Map.of("item_reviewed", 2), counts("import-eva", 2));
  }

  @Test
  void a_known_form_needs_no_mapping() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("UserBehavior.csv"),
            """
            import-tb,2268318,2520377,pv,1511544070
            import-tb,2333346,2520771,buy,1511561733
            import-tb,2333346,2520771,lend,1511561733
            """);
    assertEquals(
        "accepted=2 duplicate=0 refused=0 malformed=1",
        imported("csv", file.toString(), "--format", "taobao"));
    assertEquals(Map.of("item_viewed", 1, "item_purchased", 1), counts("import-tb", 2));
  }

  /** The kinds of a person's events as the service counts them, once it has that many. */
  static Map<String, Integer> counts(String person, int events) {
    return await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () ->
                given()
                    .get("/v1/people/{id}/interests", person)
                    .then()
                    .extract()
                    .jsonPath()
                    .<String, Integer>getMap("counts"),
            counts ->
                counts != null
                    && counts.values().stream().mapToInt(Integer::intValue).sum() == events);
  }

  private String imported(String... source) {
    List<String> words = new ArrayList<>(List.of("import"));
    words.addAll(List.of(source));
    words.addAll(List.of("--url", address.toString(), "--data", folder.toString()));
    return lastLine(words.toArray(String[]::new));
  }

  /** The last line of what a command prints that goes well. */
  static String lastLine(String... words) {
    var output = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int status;
    try (var captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      status = Launcher.commandLine().execute(words);
    } finally {
      System.setOut(before);
    }
    assertEquals(0, status);
    return output.toString(StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line);
  }
}
