package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.interest.Histories;
import dev.meander.log.Topics;
import dev.meander.log.privacy.SealedMessage;
import dev.meander.log.privacy.Sealer;
import io.agroal.api.AgroalDataSource;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.jspecify.annotations.Nullable;

/** Poison in the log, and what the service tells of it over REST. */
abstract class PoisonedPeople extends ProjectedPeople {

  static final int EVENTS = 20;
  static final int BAD = 8;

  @Inject Sealer sealer;
  @Inject AgroalDataSource database;

  static List<EventEnvelope> events(PersonId person) {
    List<EventEnvelope> events = new ArrayList<>();
    Histories.events(new Random(7), EVENTS, 20).forEach(event -> events.add(of(event, person)));
    return events;
  }

  void append(List<EventEnvelope> events) {
    var logged = events.stream().map(codec::encode).toList();
    assertEquals(events.size(), blocking(() -> log.append(logged)).size());
  }

  String text(EventEnvelope event) {
    return new String(codec.encode(event).wire(), StandardCharsets.UTF_8);
  }

  SealedMessage sealed(PersonId person, String text) {
    return blocking(() -> sealer.writer(TENANT, Topics.BEHAVIOR_EVENTS, Set.of(person)))
        .seal(person, text.getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }

  static void send(@Nullable String key, byte[] value) throws PulsarClientException {
    try (PulsarClient client = client();
        Producer<byte[]> producer =
            client.newProducer().topic("persistent://meander/default/behavior-events").create()) {
      var message = producer.newMessage().value(value);
      assertNotNull(key == null ? message.send() : message.key(key).send());
    }
  }

  static io.restassured.response.Response mend(String position, String event) {
    return given()
        .contentType(ContentType.JSON)
        .body(event)
        .put("/v1/parked/" + position + "/event");
  }

  /** Waits until that much is put aside under the key; where the bad entry stands. */
  static String parked(String key, String reason, int kept) {
    await().atMost(PATIENCE).until(() -> find(key, kept) != null);
    Map<String, Object> found = find(key, kept);
    assertNotNull(found);
    assertEquals(reason, found.get("reason"));
    return String.valueOf(found.get("position"));
  }

  static @Nullable Map<String, Object> find(String key, int kept) {
    String after = null;
    do {
      JsonPath page =
          given()
              .get("/v1/parked?limit=100" + (after == null ? "" : "&after=" + after))
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      for (Map<String, Object> entry : page.<Map<String, Object>>getList("entries")) {
        if (key.equals(entry.get("key")) && Integer.valueOf(kept).equals(entry.get("kept"))) {
          return entry;
        }
      }
      after = page.getString("next");
    } while (after != null);
    return null;
  }

  String ofNobody(String mark) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select partition || '.' || ledger_id || '.' || entry_id || '.' || batch_index"
                    + " from dead_letter where person_key is null and payload = ?")) {
      query.setBytes(1, mark.getBytes(StandardCharsets.UTF_8));
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getString(1) : "";
      }
    }
  }

  long rows(String key) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select (select count(*) from dead_letter where person_key = ?)"
                    + " + (select count(*) from parked_person where person_key = ?)")) {
      query.setString(1, key);
      query.setString(2, key);
      try (ResultSet rows = query.executeQuery()) {
        assertTrue(rows.next());
        return rows.getLong(1);
      }
    }
  }

  /** The rows are sealed as the log is: nothing in them names the person or what they did. */
  void assertNothingReadable(String key) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "select payload, coalesce(mended, ''), reason from dead_letter"
                    + " where person_key = ?")) {
      query.setString(1, key);
      try (ResultSet rows = query.executeQuery()) {
        int seen = 0;
        while (rows.next()) {
          String row =
              new String(rows.getBytes(1), StandardCharsets.ISO_8859_1)
                  + new String(rows.getBytes(2), StandardCharsets.ISO_8859_1)
                  + rows.getString(3);
          assertFalse(row.contains(people) || row.contains("occurredAt"), row);
          seen++;
        }
        assertEquals(EVENTS - BAD, seen);
      }
    }
  }
}
