package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Discovery;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.Discovering;
import dev.meander.launcher.evaluation.Evaluation;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.Ranking;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.LoggedEvent;
import dev.meander.scoring.RankerModel;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopStatistics;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What the service answers, against what {@code evaluate} says of the same log: every event up to a
 * moment goes through the service, in whatever order; the shop is counted, which must come out as
 * offline, and then each person is asked for. The runs after that moment are the truths that both
 * rank.
 */
final class ServedRanks {

  static final ShopForm FORM = ShopForm.clicks(28_800);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final int CHUNK = 2_000;
  private static final Discovery DISCOVERY = new Discovery(1.5, 4);

  private final EventLog log;
  private final EventCodec codec;
  private final LiveShop shop;
  private final TenantId tenant;
  private final long moment;
  private final Map<String, JsonNode> answers = new HashMap<>();

  /**
   * @param moment from which on nothing is known, milliseconds
   */
  ServedRanks(EventLog log, EventCodec codec, LiveShop shop, TenantId tenant, long moment) {
    this.log = log;
    this.codec = codec;
    this.shop = shop;
    this.tenant = tenant;
    this.moment = moment;
  }

  /**
   * Compares.
   *
   * @param people by id
   * @param events of each of them, by time, then id
   * @param asked how many people are asked for
   * @return how many ranks among the first twenty were found the same, by probability or in mode
   *     discovery, whichever are fewer
   */
  int compared(List<BenchPerson> people, Map<String, List<EventEnvelope>> events, int asked)
      throws IOException {
    Part.Between split = new Part.Between(moment, Long.MAX_VALUE);
    ShopSet set =
        new ShopSet("served", FORM, people, List.of(new Part("test", Part.Role.TEST, split)));
    Map<String, Integer> moments = new LinkedHashMap<>();
    List<EventEnvelope> known = new ArrayList<>();
    for (BenchPerson person : people) {
      Map<String, Integer> numbers = new HashMap<>();
      Runs runs = person.runs(FORM, name -> numbers.computeIfAbsent(name, _ -> numbers.size()));
      int seen = runs.before(moment);
      known.addAll(known(events.getOrDefault(person.id(), List.of()), runs, seen));
      if (seen > 0 && seen < runs.size() && moments.size() < asked) {
        moments.put(person.id(), seen - 1);
      }
    }
    Collections.shuffle(known, new Random(1));
    List<LogPosition> _ = send(known);
    String checksum =
        FrozenShop.of(FORM, people, FrozenShop.before(moment)).statistics().checksum();
    await().atMost(PATIENCE).pollInterval(REST).until(() -> checksum.equals(counted()));
    awaitRanked(moments.keySet().iterator().next());
    Map<String, LogPosition> asOf = nudge(moments.keySet());
    int plain = same(moments, ranks(set, model -> model), asOf, "");
    int discovered =
        same(
            moments,
            ranks(set, model -> new Discovering(model, DISCOVERY)),
            asOf,
            "&mode=discovery&bonus=" + DISCOVERY.bonus() + "&keep=" + DISCOVERY.keep());
    return Math.min(plain, discovered);
  }

  private int same(
      Map<String, Integer> moments, String ranks, Map<String, LogPosition> asOf, String order) {
    int same = 0;
    for (String line : ranks.lines().skip(1).toList()) {
      String[] rank = line.split(",", -1);
      Integer at = moments.get(rank[0]);
      if (at != null && at == Integer.parseInt(rank[1])) {
        same += ToldRank.same(answer(rank[0], asOf, order), rank) ? 1 : 0;
      }
    }
    return same;
  }

  /** All that lies in the first runs, and what else happened before the moment. */
  private List<EventEnvelope> known(List<EventEnvelope> events, Runs runs, int seen) {
    int visits = 0;
    for (int k = 0; k < seen; k++) {
      visits += runs.events(k);
    }
    List<EventEnvelope> known = new ArrayList<>();
    for (EventEnvelope event : events) {
      boolean visit = isVisit(event);
      if (visit ? visits-- > 0 : event.occurredAt().toEpochMilli() < moment) {
        known.add(event);
      }
    }
    return known;
  }

  private static boolean isVisit(EventEnvelope envelope) {
    return switch (envelope.event()) {
      case BehaviorEvent.ItemViewed event -> event.item().category() != null;
      case BehaviorEvent.ItemCarted event -> event.item().category() != null;
      case BehaviorEvent.ItemFavorited event -> event.item().category() != null;
      case BehaviorEvent.ItemPurchased event -> event.item().category() != null;
      default -> false;
    };
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

  private String counted() {
    ShopSnapshot counted = ProjectedPeople.blocking(() -> shop.count(tenant));
    ShopStatistics statistics = counted.statistics();
    return statistics == null ? "" : statistics.checksum();
  }

  /** Who was scored while the shop was empty is scored again without doing anything. */
  private static void awaitRanked(String person) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "shop-flows"
                    .equals(
                        given().get("/v1/people/{person}/migration", person).path("model.name")));
  }

  /** An event that is no visit, so that the person is scored against what was counted. */
  private Map<String, LogPosition> nudge(Iterable<String> people) {
    List<String> names = new ArrayList<>();
    List<EventEnvelope> nudges = new ArrayList<>();
    for (String person : people) {
      names.add(person);
      nudges.add(
          new EventEnvelope(
              tenant,
              new EventId("nudge-" + person),
              new PersonId(person),
              Instant.ofEpochMilli(moment),
              null,
              null,
              Map.of(),
              new BehaviorEvent.LoggedIn("/", null)));
    }
    List<LogPosition> positions = send(nudges);
    Map<String, LogPosition> asOf = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      asOf.put(names.get(i), positions.get(i));
    }
    return asOf;
  }

  private static String ranks(ShopSet set, UnaryOperator<Ranking> order) throws IOException {
    StringWriter ranks = new StringWriter();
    Path model = RealServers.project().resolve("model-artifacts/shop-flows/1/model.onnx");
    try (RankerModel ranker = RankerModel.load(model)) {
      new Evaluation(set, order.apply(new Ranking.ByModel(ranker))).write(ranks, done -> {});
    }
    return ranks.toString();
  }

  private JsonNode answer(String person, Map<String, LogPosition> asOf, String order) {
    return answers.computeIfAbsent(
        person + order,
        asked -> {
          String path =
              "/v1/people/{person}/migration?candidates=20&minPosition="
                  + Objects.requireNonNull(asOf.get(person)).encode()
                  + order;
          Response answer =
              await()
                  .atMost(PATIENCE)
                  .pollDelay(Duration.ZERO)
                  .until(() -> given().get(path, person), told -> told.statusCode() == 200);
          JsonNode json = parsed(answer.asByteArray());
          assertEquals("model", json.path("source").asText());
          assertEquals("shop-flows", json.at("/model/name").asText());
          return json;
        });
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
