package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.OutlookEvaluation;
import dev.meander.launcher.evaluation.OutlookSet;
import dev.meander.launcher.evaluation.OutlookShop;
import dev.meander.launcher.evaluation.Part;
import dev.meander.scoring.OutlookModel;
import dev.meander.statistics.OutlookExtractor;
import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.OutlookTrend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the service answers of evolution, against what is judged: every event before a day of the
 * shop goes through the service, the shop is counted, and each person is asked for as of the start
 * of that day. Offline the same log is replayed: features and model give all numbers, and {@code
 * evaluate} writes the shares that the protocol's judge reads.
 */
final class ServedOutlooks {
  static final String MODEL = "shop-outlook";
  static final List<Integer> WINDOWS = List.of(1, 7, 28, 91);

  /** Shown numbers are whole millionths, offline ones float32. */
  static final double EQUAL = 2e-6;

  private final ServedShop shop;
  private final OwnDays days;
  private final long origin;

  /**
   * @param days judge who comes back
   * @param origin start of a day of the shop; from then on nothing is known
   */
  ServedOutlooks(ServedShop shop, OwnDays days, long origin) {
    this.shop = shop;
    this.days = days;
    this.origin = origin;
  }

  /** How many numbers were found the same. */
  record Same(int people, int shares, int judged, int trends) {}

  /**
   * Compares.
   *
   * @param people by id
   * @param events of each of them
   * @param asked how many people are asked for
   */
  Same compared(List<BenchPerson> people, Map<String, List<EventEnvelope>> events, int asked)
      throws IOException {
    OutlookShop replayed = new OutlookShop(set(people, 1), day());
    List<EventEnvelope> known = new ArrayList<>();
    for (int person = 0; person < replayed.people(); person++) {
      events.getOrDefault(replayed.id(person), List.of()).stream()
          .filter(event -> event.occurredAt().toEpochMilli() < origin)
          .forEach(known::add);
    }
    int last = Math.min(asked, replayed.people());
    List<String> ids = new ArrayList<>();
    for (int person = 0; person < last; person++) {
      ids.add(replayed.id(person));
    }
    shop.count(known, replayed.statistics().checksum());
    shop.awaitModel(ids.getFirst(), "evolution", MODEL);
    // The day that they are asked for ends with the day of their last event.
    shop.nudge(ids, origin - 1);
    Same same = new Same(0, 0, 0, 0);
    Map<String, double[]> comeBack = new HashMap<>();
    try (OutlookModel model =
        OutlookModel.load(
            RealServers.project().resolve("model-artifacts/shop-outlook/2/model.onnx"))) {
      List<Map<String, Double>> judged = new ArrayList<>();
      for (int days : WINDOWS) {
        judged.add(evaluated(set(people, days), model, Set.copyOf(ids)));
      }
      OutlookExtractor extractor = new OutlookExtractor();
      List<String> names = replayed.categories();
      for (int person = 0; person < last; person++) {
        OutlookRows rows = extractor.extract(replayed.statistics(), replayed.runs(person), origin);
        Person each = new Person(replayed, person, names, rows, model.run(rows));
        comeBack.put(each.id(), each.comeBack(model));
        same = each.compared(shop.answer(each.id(), "evolution", MODEL), model, judged, same);
      }
    }
    new ServedReturns(shop, days, origin).areToldByOwnDays(comeBack, known);
    return same;
  }

  private OutlookSet.Origin day() {
    return new OutlookSet.Origin(Part.Role.TEST, origin);
  }

  private OutlookSet set(List<BenchPerson> people, int judged) {
    return new OutlookSet("served", ServedRanks.FORM, people, WINDOWS, judged, List.of(day()));
  }

  /** By person and category, the shares of those who are asked for and come in the window. */
  private static Map<String, Double> evaluated(
      OutlookSet set, OutlookModel model, Set<String> asked) throws IOException {
    JudgedShares shares = new JudgedShares(asked);
    new OutlookEvaluation(set, model).write(shares, (day, done) -> {});
    return shares.known();
  }

  /** What is known offline of one person. */
  private record Person(
      OutlookShop shop,
      int number,
      List<String> names,
      OutlookRows rows,
      OutlookModel.Foretold foretold) {

    String id() {
      return shop.id(number);
    }

    /** By window. */
    double[] comeBack(OutlookModel model) {
      return IntStream.range(0, WINDOWS.size())
          .mapToDouble(head -> model.comeBack(shop.set().form(), rows, foretold, head))
          .toArray();
    }

    Same compared(
        JsonNode answer, OutlookModel model, List<Map<String, Double>> judged, Same before) {
      int shares = before.shares;
      int alsoJudged = before.judged;
      assertEquals(WINDOWS.size(), answer.path("ahead").size());
      for (int head = 0; head < WINDOWS.size(); head++) {
        JsonNode ahead = answer.path("ahead").path(head);
        String window = id() + " in " + WINDOWS.get(head) + " days";
        assertEquals(WINDOWS.get(head), ahead.path("days").asInt());
        assertEquals(
            model.comeBack(shop.set().form(), rows, foretold, head),
            ahead.path("comeBack").asDouble(),
            EQUAL,
            window);
        double[] all = foretold.windows().get(head).shares();
        double least = 1;
        double told = 0;
        for (JsonNode share : ahead.path("shares")) {
          String category = named(share);
          double shown = share.path("share").asDouble();
          assertEquals(all[row(category)], shown, EQUAL, window + ": " + category);
          Double judge = judged.get(head).get(id() + "," + category);
          if (judge != null) {
            assertEquals(judge, shown, EQUAL, window + ": " + category);
            alsoJudged++;
          }
          least = Math.min(least, shown);
          told += shown;
          shares++;
        }
        assertEquals(1 - told, ahead.path("elsewhere").asDouble(), 2e-5, window);
        for (int row = 0; row < rows.elsewhere(); row++) {
          String category = names.get(rows.category(row));
          boolean isTold = all[row] <= least + EQUAL || has(ahead.path("shares"), category);
          assertTrue(isTold, window + " lacks " + category + ": " + all[row]);
        }
      }
      return new Same(before.people + 1, shares, alsoJudged, before.trends + trends(answer));
    }

    private int trends(JsonNode answer) {
      int same = 0;
      for (JsonNode category : answer.path("categories")) {
        String name = named(category);
        int row = row(name);
        boolean asked = row < rows.elsewhere() && OutlookTrend.asked(rows, row);
        JsonNode chances = category.path("trendChances");
        assertEquals(asked, chances.isObject(), id() + ": " + name);
        if (asked) {
          double[] expected = foretold.trends()[row];
          String shown = id() + ": " + name;
          assertEquals(
              expected[OutlookTrend.RISING.number()],
              chances.path("emerging").asDouble(),
              EQUAL,
              shown);
          assertEquals(
              expected[OutlookTrend.FADING.number()],
              chances.path("fading").asDouble(),
              EQUAL,
              shown);
          same++;
        }
      }
      return same;
    }

    private int row(String category) {
      int found = names.indexOf(category);
      return found < 0 ? rows.elsewhere() : rows.find(found);
    }

    private static boolean has(JsonNode shares, String category) {
      for (JsonNode share : shares) {
        if (named(share).equals(category)) {
          return true;
        }
      }
      return false;
    }

    private static String named(JsonNode of) {
      List<String> levels = new ArrayList<>();
      of.path("category").forEach(level -> levels.add(level.asText()));
      return String.join("/", levels);
    }
  }
}
