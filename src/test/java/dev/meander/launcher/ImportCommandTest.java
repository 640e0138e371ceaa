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
        "accepted=4 duplicate=0 refused=0 malformed=1", lastLine("access-log", log.toString()));
    assertEquals(
        "accepted=0 duplicate=4 refused=0 malformed=1", lastLine("access-log", log.toString()));
    assertEquals(Map.of("logged_in", 1, "item_viewed", 2, "searched", 1), counts("import-ada", 4));
  }

  /** The kinds of a person's events as the service counts them, once it has that many. */
  private static Map<String, Integer> counts(String person, int events) {
    return await()
        .atMost(Duration.ofSeconds(30))
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

  private String lastLine(String... source) {
    List<String> words = new ArrayList<>(List.of("import"));
    words.addAll(List.of(source));
    words.addAll(List.of("--url", address.toString(), "--data", folder.toString()));
    var output = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int status;
    try (var captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      status = Launcher.commandLine().execute(words.toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    assertEquals(0, status);
    return output.toString(StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line);
  }
}
