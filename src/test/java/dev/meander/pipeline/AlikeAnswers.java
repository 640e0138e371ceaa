package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.LoggedIn;
import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Histories;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Somebody under two names that act in turns, and somebody who did the same under one: what all of
 * them are told has to be the same, to the letter.
 */
final class AlikeAnswers {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int EVENTS = 60;

  static final List<String> READS =
      List.of(
          "interests?limit=200",
          "interests",
          "trajectory",
          "migration",
          "migration?horizon=10&paths=20",
          "evolution");

  private final EventLog log;
  private final EventCodec codec;
  private final TenantId tenant;
  private final String run = UUID.randomUUID().toString();
  private final PersonId known = new PersonId("known-" + run);
  private final PersonId anonymous = new PersonId("anonymous-" + run);
  private final PersonId solo = new PersonId("solo-" + run);

  AlikeAnswers(EventLog log, EventCodec codec, TenantId tenant) {
    this.log = log;
    this.codec = codec;
    this.tenant = tenant;
  }

  /** Has them act, the two names become one person, and all of them log in once more. */
  void compare() {
    List<EventEnvelope> events = Histories.events(new Random(5), EVENTS, 20);
    for (int i = 0; i < events.size(); i++) {
      BehaviorEvent what = events.get(i).event();
      String id = "e" + i;
      Instant at = events.get(i).occurredAt();
      List<LogPosition> _ =
          append(
              List.of(
                  event(i % 2 == 0 ? known : anonymous, id, at, what), event(solo, id, at, what)));
    }
    Instant last =
        events.stream().map(EventEnvelope::occurredAt).max(Instant::compareTo).orElseThrow();
    List<LogPosition> _ =
        append(
            List.of(
                event(known, "merged", last, new PersonMerged(anonymous, true)),
                event(
                    solo, "merged", last, new PersonMerged(new PersonId("nobody-" + run), true))));
    // A shop's popularity is read now and then: views of one moment are of one reading.
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              logIn(last);
              return alike();
            });
    for (String read : READS) {
      assertEquals(content(solo, read), content(known, read), read);
      assertEquals(content(solo, read), content(anonymous, read), read);
    }
    assertEquals("model", answer(known, "migration").path("source"));
  }

  private boolean alike() {
    return READS.stream()
        .allMatch(
            read ->
                content(solo, read).equals(content(known, read))
                    && content(solo, read).equals(content(anonymous, read)));
  }

  private int logins;

  private void logIn(Instant last) {
    String id = "login-" + logins++;
    Instant at = last.plusSeconds(logins);
    List<LogPosition> places =
        append(
            List.of(
                event(known, id, at, new LoggedIn("/", null)),
                event(solo, id, at, new LoggedIn("/", null))));
    for (PersonId person : List.of(known, anonymous, solo)) {
      LogPosition place = person.equals(solo) ? places.get(1) : places.get(0);
      await()
          .atMost(PATIENCE)
          .until(
              () -> answer(person, "migration?minPosition=" + place.encode()).statusCode() == 200);
    }
  }

  private EventEnvelope event(PersonId person, String id, Instant at, BehaviorEvent what) {
    return new EventEnvelope(tenant, new EventId(id), person, at, null, null, Map.of(), what);
  }

  private List<LogPosition> append(List<EventEnvelope> events) {
    List<LoggedEvent.Decoded> encoded = events.stream().map(codec::encode).toList();
    return ProjectedPeople.blocking(() -> log.append(encoded));
  }

  private static Response answer(PersonId person, String read) {
    return given().get("/v1/people/" + person.value() + "/" + read);
  }

  /** An answer but for whom it is about, its place and its age. */
  private static String content(PersonId person, String read) {
    Response answer = answer(person, read);
    assertEquals(200, answer.statusCode(), answer::asString);
    String content = answer.asString();
    String bare =
        content
            .replace(person.value(), "")
            .replaceAll("\"position\":\"[^\"]*\",\"ageMs\":\\d+", "");
    assertNotEquals(content, bare);
    return bare;
  }
}
