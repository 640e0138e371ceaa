package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.evaluation.OwnScales;
import dev.meander.launcher.training.LogPeople;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.scoring.shop.ShopSnapshot;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A shop of the running service: what is known of its people is sent, counted and asked for. */
final class ServedShop {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int CHUNK = 2_000;
  private static final int CROWDS = 12;

  private final EventLog log;
  private final EventCodec codec;
  private final LiveShop shop;
  private final ShopCount counting;
  private final TenantId tenant;
  private final Set<String> sent = new HashSet<>();
  private final Map<String, LogPosition> asOf = new HashMap<>();
  private final Map<String, JsonNode> answers = new HashMap<>();
  private int nudges;

  ServedShop(EventLog log, EventCodec codec, LiveShop shop, ShopCount counting, TenantId tenant) {
    this.log = log;
    this.codec = codec;
    this.shop = shop;
    this.counting = counting;
    this.tenant = tenant;
  }

  /** By person; each person's in the order in which they are given. */
  static Map<String, List<EventEnvelope>> byPerson(List<EventEnvelope> events) {
    Map<String, List<EventEnvelope>> people = new HashMap<>();
    for (EventEnvelope event : events) {
      people.computeIfAbsent(event.personId().value(), absent -> new ArrayList<>()).add(event);
    }
    return people;
  }

  /** The people of a log. */
  static LogPeople people(List<EventEnvelope> events) {
    LogPeople people = new LogPeople();
    events.forEach(people::add);
    return people;
  }

  /**
   * Sends those of the events that were not sent yet in a drawn order, and counts the shop once all
   * of them are folded.
   *
   * @param checksum of the statistics that must come out
   */
  void count(List<EventEnvelope> events, String checksum) {
    List<EventEnvelope> fresh =
        events.stream()
            .filter(event -> sent.add(event.personId().value() + " " + event.eventId().value()))
            .toList();
    awaitFolded(send(drawn(fresh)));
    ShopSnapshot counted = ProjectedPeople.blocking(() -> shop.count(tenant));
    assertEquals(checksum, Objects.requireNonNull(counted.statistics()).checksum());
  }

  /**
   * Everybody's events as they are drawn, in two parts, so that each person has late ones that meet
   * what is folded; within a part some people at a time, as in a shop, or every batch would change
   * everybody.
   */
  private static List<EventEnvelope> drawn(List<EventEnvelope> events) {
    List<EventEnvelope> drawn = new ArrayList<>(events);
    Collections.shuffle(drawn, new Random(1));
    int half = drawn.size() / 2;
    return Stream.of(drawn.subList(0, half), drawn.subList(half, drawn.size()))
        .flatMap(part -> part.stream().sorted(Comparator.comparingInt(ServedShop::crowd)))
        .toList();
  }

  private static int crowd(EventEnvelope event) {
    return Math.floorMod(event.personId().value().hashCode(), CROWDS);
  }

  private void awaitFolded(List<LogPosition> positions) {
    Map<Integer, LogPosition> last = new HashMap<>();
    for (LogPosition one : positions) {
      var _ = last.merge(one.partition(), one, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<LogPosition> reached =
                  ProjectedPeople.blocking(() -> counting.present(tenant)).positions();
              return last.values().stream().allMatch(end -> isReached(end, reached));
            });
  }

  private static boolean isReached(LogPosition end, List<LogPosition> reached) {
    return reached.stream()
        .anyMatch(at -> at.partition() == end.partition() && at.compareTo(end) >= 0);
  }

  /** Who was scored while the shop was empty is scored again without doing anything. */
  void awaitModel(String person, String resource, String model) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                model.equals(
                    given().get("/v1/people/{person}/" + resource, person).path("model.name")));
  }

  /** Judges the ranker of the service by the days that it knows. */
  ShopScales judge(OwnDays days) {
    long begun = System.nanoTime();
    ShopScales found =
        ProjectedPeople.blocking(() -> days.judge(tenant, OwnScales.MOMENTS)).orElseThrow();
    System.out.println(
        found + " took " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
    return found;
  }

  /** Lets the ranker be told otherwise. */
  void tell(Optional<ShopScales> scales) {
    shop.tell(tenant, scales);
  }

  /**
   * Each person has an event that is no visit, so that they are scored against what was counted.
   *
   * @param millis when it happens
   */
  void nudge(Collection<String> people, long millis) {
    List<EventEnvelope> events = new ArrayList<>();
    answers.clear();
    nudges++;
    for (String person : people) {
      events.add(
          new EventEnvelope(
              tenant,
              new EventId("nudge-" + nudges + "-" + person),
              new PersonId(person),
              Instant.ofEpochMilli(millis),
              null,
              null,
              Map.of(),
              new BehaviorEvent.LoggedIn("/", null)));
    }
    List<LogPosition> positions = send(events);
    int next = 0;
    for (String person : people) {
      asOf.put(person, positions.get(next++));
    }
  }

  /** What is answered of a person who was nudged. */
  JsonNode answer(String person, String resource, String model) {
    return answers.computeIfAbsent(
        person + " " + resource,
        _ -> {
          String path =
              "/v1/people/{person}/"
                  + resource
                  + (resource.contains("?") ? "&" : "?")
                  + "minPosition="
                  + Objects.requireNonNull(asOf.get(person)).encode();
          Response answer =
              await()
                  .atMost(PATIENCE)
                  .pollDelay(Duration.ZERO)
                  .until(() -> given().get(path, person), ServedShop::isScored);
          JsonNode json = parsed(answer.asByteArray());
          assertEquals(model, json.at("/model/name").asText());
          return json;
        });
  }

  /** While the cache does not answer in time, the formula does. */
  private static boolean isScored(Response told) {
    return told.statusCode() == 200 && "model".equals(told.path("source"));
  }

  private List<LogPosition> send(List<EventEnvelope> events) {
    List<LogPosition> positions = new ArrayList<>();
    for (int from = 0; from < events.size(); from += CHUNK) {
      List<LoggedEvent.Decoded> chunk =
          events.subList(from, Math.min(from + CHUNK, events.size())).stream()
              .map(codec::encode)
              .toList();
      positions.addAll(ProjectedPeople.blocking(() -> log.append(chunk)));
    }
    assertEquals(events.size(), positions.size());
    return positions;
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
