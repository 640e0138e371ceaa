package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.interest.Discovery;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.Discovering;
import dev.meander.launcher.evaluation.Evaluation;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.evaluation.OwnScales;
import dev.meander.launcher.evaluation.Part;
import dev.meander.launcher.evaluation.Ranking;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.scoring.RankerModel;
import dev.meander.scoring.shop.HeadScale;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the service answers, against what {@code evaluate} says of the same log: every event up to a
 * moment goes through the service, in whatever order; the shop is counted, which must come out as
 * offline, and then each person is asked for. The runs after that moment are the truths that both
 * rank.
 */
final class ServedRanks {

  static final ShopForm FORM = ShopForm.clicks(28_800);
  private static final int HORIZONS = 3;
  private static final String ALL = "migration?candidates=20";

  /** People who are asked for as told by the manifest too. */
  private static final int COMPARED = 20;

  /**
   * The ranker that is served and judged by.
   *
   * @param file beside its manifest
   */
  record Served(String name, Path file) {
    static final Served SHIPPED =
        new Served(
            "shop-flows", RealServers.project().resolve("model-artifacts/shop-flows/3/model.onnx"));
  }

  private static final Discovery DISCOVERY = new Discovery(1.5, 4);

  private final ServedShop shop;
  private final OwnDays days;
  private final long moment;
  private final Served served;

  /**
   * Of the ranker that ships.
   *
   * @param moment from which on nothing is known, milliseconds
   */
  ServedRanks(ServedShop shop, OwnDays days, long moment) {
    this(shop, days, moment, Served.SHIPPED);
  }

  /**
   * @param moment from which on nothing is known, milliseconds
   */
  ServedRanks(ServedShop shop, OwnDays days, long moment, Served served) {
    this.shop = shop;
    this.days = days;
    this.moment = moment;
    this.served = served;
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
    Map<String, Integer> moments = new LinkedHashMap<>();
    List<BenchPerson> judged = new ArrayList<>();
    List<EventEnvelope> known = new ArrayList<>();
    for (BenchPerson person : people) {
      Map<String, Integer> numbers = new HashMap<>();
      Runs runs = person.runs(FORM, name -> numbers.computeIfAbsent(name, _ -> numbers.size()));
      int seen = runs.before(moment);
      known.addAll(known(events.getOrDefault(person.id(), List.of()), runs, seen));
      boolean isAsked = seen > 0 && seen < runs.size() && moments.size() < asked;
      if (isAsked) {
        moments.put(person.id(), seen - 1);
      }
      judged.add(until(person, runs, isAsked ? Math.min(seen + HORIZONS, runs.size()) : seen));
    }
    Part.Between split = new Part.Between(moment, Long.MAX_VALUE);
    ShopSet set =
        new ShopSet("served", FORM, judged, List.of(new Part("test", Part.Role.TEST, split)));
    shop.count(
        known, FrozenShop.of(FORM, people, FrozenShop.before(moment)).statistics().checksum());
    shop.awaitModel(moments.keySet().iterator().next(), "migration", served.name());
    ShopScales scales = scales(set);
    assertSame(scales, shop.judge(days));
    List<String> some = moments.keySet().stream().limit(COMPARED).toList();
    shop.nudge(some, moment);
    Map<String, JsonNode> byModel = new HashMap<>();
    some.forEach(person -> byModel.put(person, shop.answer(person, ALL, served.name())));
    shop.tell(Optional.of(scales));
    shop.nudge(moments.keySet(), moment);
    byModel.forEach(
        (person, before) ->
            onlySurenessDiffers(before, shop.answer(person, ALL, served.name()), scales));
    int plain = same(moments, ranks(set, model -> model, scales), "");
    int discovered =
        same(
            moments,
            ranks(set, model -> new Discovering(model, DISCOVERY), scales),
            "&mode=discovery&bonus=" + DISCOVERY.bonus() + "&keep=" + DISCOVERY.keep());
    return Math.min(plain, discovered);
  }

  private static void assertSame(ShopScales expected, ShopScales found) {
    assertEquals(expected.ranker(), found.ranker());
    assertEquals(expected.moments(), found.moments());
    assertEquals(expected.from(), found.from());
    assertEquals(expected.until(), found.until());
    for (int head = 0; head < expected.heads().size(); head++) {
      HeadScale mine = expected.heads().get(head);
      HeadScale its = found.heads().get(head);
      assertEquals(mine.temperature(), its.temperature(), 1e-6, "head " + head);
      assertEquals(mine.reach(), its.reach(), 1e-12, "head " + head);
      assertEquals(mine.first().newcomer(), its.first().newcomer(), 1e-4, "head " + head);
    }
  }

  private static void onlySurenessDiffers(JsonNode before, JsonNode after, ShopScales scales) {
    for (int head = 0; head < scales.heads().size(); head++) {
      String list = (head < 3 ? "/steps/" + head : "/days/" + (head - 3)) + "/candidates";
      assertEquals(categories(before.at(list)), categories(after.at(list)), list);
      double sum = 0;
      for (JsonNode candidate : after.at(list)) {
        sum += candidate.path("probability").asDouble();
      }
      assertTrue(sum <= scales.heads().get(head).reach() + 1e-4, list + " has " + sum);
    }
    assertTrue(before.path("calibration").isMissingNode(), before::toString);
    assertEquals(scales.moments(), after.at("/calibration/moments").asInt());
    assertNotEquals(
        before.at("/steps/0/candidates/0/probability").asDouble(),
        after.at("/steps/0/candidates/0/probability").asDouble());
  }

  private static List<String> categories(JsonNode candidates) {
    List<String> categories = new ArrayList<>();
    candidates.forEach(candidate -> categories.add(candidate.path("category").toString()));
    return categories;
  }

  private int same(Map<String, Integer> moments, String ranks, String order) {
    int same = 0;
    for (String line : ranks.lines().skip(1).toList()) {
      String[] rank = line.split(",", -1);
      Integer at = moments.get(rank[0]);
      if (at != null && at == Integer.parseInt(rank[1])) {
        JsonNode answer = shop.answer(rank[0], ALL + order, served.name());
        same += ToldRank.same(answer, rank) ? 1 : 0;
      }
    }
    return same;
  }

  /** What is not asked for need not be ranked: without the runs that follow. */
  private static BenchPerson until(BenchPerson person, Runs runs, int end) {
    return new BenchPerson(person.id(), person.visits().subList(0, visits(runs, end)));
  }

  private static int visits(Runs runs, int end) {
    int visits = 0;
    for (int k = 0; k < end; k++) {
      visits += runs.events(k);
    }
    return visits;
  }

  /** All that lies in the first runs, and what else happened before the moment. */
  private List<EventEnvelope> known(List<EventEnvelope> events, Runs runs, int seen) {
    int visits = visits(runs, seen);
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

  /** How the set's own days have the ranker told, offline. */
  private ShopScales scales(ShopSet set) {
    try (RankerModel ranker = RankerModel.load(served.file())) {
      return OwnScales.of(set, set.test(), ranker, OwnScales.MOMENTS).orElseThrow();
    }
  }

  private String ranks(ShopSet set, UnaryOperator<Ranking> order, ShopScales scales)
      throws IOException {
    StringWriter ranks = new StringWriter();
    try (RankerModel ranker = RankerModel.load(served.file())) {
      new Evaluation(set, order.apply(new Ranking.ByModel(ranker, scales)))
          .write(ranks, done -> {});
    }
    return ranks.toString();
  }
}
