package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.RealServers;
import dev.meander.event.PersonId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealServers.class)
class StreamResourceTest {

  @Inject InterestViewStore views;

  @SuppressWarnings("NullAway.Init")
  @TestHTTPResource("/v1/stream")
  URI stream;

  @Test
  void a_new_view_is_told_of_with_id_name_and_data() throws IOException {
    try (BufferedReader reader = open("told", null)) {
      write("told", 1);
      List<String> event = next(reader);
      assertEquals("id:2.17.1.-1", event.get(0));
      assertEquals("event:interest", event.get(1));
      JsonNode data = new ObjectMapper().readTree(event.get(2).substring("data:".length()));
      assertEquals("told", data.get("personId").asText());
      assertEquals("2.17.1.-1", data.get("freshness").get("position").asText());
      assertEquals(2, data.get("interests").size());
      assertEquals(3, data.get("next").size());
      write("told", 2);
      assertEquals("id:2.17.2.-1", next(reader).getFirst());
    }
  }

  @Test
  void a_client_that_comes_back_gets_what_it_missed_and_nothing_twice() throws IOException {
    write("back", 1);
    write("back", 2);
    try (BufferedReader reader = open("back", "2.17.1.-1")) {
      assertEquals("id:2.17.2.-1", next(reader).getFirst());
    }
    try (BufferedReader reader = open("back", "2.17.2.-1")) {
      write("back", 3);
      assertEquals("id:2.17.3.-1", next(reader).getFirst());
    }
  }

  @Test
  void a_stream_ends_with_a_problem_when_consent_is_withdrawn() throws IOException {
    try (BufferedReader reader = open("withdrawn", null)) {
      write("withdrawn", 1);
      assertEquals("id:2.17.1.-1", next(reader).getFirst());
      Void _ =
          views
              .withdraw(
                  List.of(
                      new InterestViewStore.Withdrawn(
                          Scored.TENANT, new PersonId("withdrawn"), Scored.at(2))))
              .await()
              .atMost(Duration.ofMinutes(5));
      List<String> last = next(reader);
      assertEquals("event:problem", last.getFirst());
      assertTrue(last.get(1).contains("urn:meander:problem:consent-withdrawn"), last.get(1));
      assertNull(reader.readLine());
    }
  }

  private BufferedReader open(String person, @Nullable String lastEventId) throws IOException {
    URLConnection connection = URI.create(stream + "?personId=" + person).toURL().openConnection();
    connection.setReadTimeout(20_000);
    if (lastEventId != null) {
      connection.setRequestProperty("Last-Event-ID", lastEventId);
    }
    assertTrue(connection.getContentType().startsWith("text/event-stream"));
    return new BufferedReader(
        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The lines of the next event, comments left out. */
  private static List<String> next(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = reader.readLine();
    while (line != null && !(line.isEmpty() && !lines.isEmpty())) {
      if (!line.isEmpty() && !line.startsWith(":")) {
        lines.add(line);
      }
      line = reader.readLine();
    }
    return lines;
  }

  private void write(String person, long entry) {
    WriteResult result =
        views
            .write(List.of(Scored.person(person, entry, Scored.MODEL)))
            .await()
            .atMost(Duration.ofMinutes(5));
    assertEquals(new WriteResult(1, 0), result);
  }
}
