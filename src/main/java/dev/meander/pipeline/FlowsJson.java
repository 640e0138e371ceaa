package dev.meander.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.CategoryPath;
import dev.meander.event.LogPosition;
import dev.meander.scoring.shop.PersonVisits;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.ShopFlows;
import dev.meander.statistics.ShopFlows.Flow;
import dev.meander.statistics.ShopFlows.Returning;
import dev.meander.statistics.ShopFlows.Traffic;
import dev.meander.statistics.ShopStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The flows of a shop, as clients read them. */
final class FlowsJson {

  /**
   * What is asked for.
   *
   * @param from the category that is left, null for any
   * @param to the category that is gone to, null for any
   * @param most flows
   */
  record Asked(@Nullable CategoryPath from, @Nullable CategoryPath to, int most) {}

  private static final JsonMapper JSON = new JsonMapper();
  private static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);
  private static final double UNITS = 1e9;

  private FlowsJson() {}

  /** Equal tags mean equal counts: they are a function of what was folded. */
  static String etag(ShopSnapshot shop) {
    return "\"flows-" + shop.version().projection() + "-" + position(shop, "_") + '"';
  }

  private static String position(ShopSnapshot shop, String separator) {
    return shop.version().positions().stream()
        .map(LogPosition::encode)
        .collect(Collectors.joining(separator));
  }

  /** Reads all flows where any category may be left: not for an event loop. */
  static ObjectNode answer(ShopSnapshot shop, Asked asked, Instant now) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("freshness")
        .put("position", position(shop, ","))
        .put("ageMs", Math.max(0, Duration.between(shop.version().countedAt(), now).toMillis()));
    json.put("source", "projection").putNull("model");
    ShopStatistics statistics = shop.statistics();
    ObjectNode of = json.putObject("statistics").put("projection", shop.version().projection());
    ArrayNode returning = JSON.createArrayNode();
    ArrayNode flows = JSON.createArrayNode();
    if (statistics == null) {
      of.putNull("checksum").put("categories", 0).put("people", 0).put("moves", 0);
      of.put("firstMoves", 0).put("kept", 1.0);
    } else {
      ShopFlows all = statistics.flows();
      of.put("checksum", statistics.checksum()).put("categories", statistics.categories());
      of.put("people", all.people()).put("moves", all.moves());
      of.put("firstMoves", all.firstMoves()).put("kept", statistics.keptShare());
      all.returning().forEach(each -> returning.add(returning(each)));
      largest(shop, all, asked).forEach(flow -> flows.add(flow(shop, all, flow)));
    }
    traffic(json, "from", shop, asked.from());
    traffic(json, "to", shop, asked.to());
    json.set("flows", flows);
    json.set("returning", returning);
    return json;
  }

  private static List<Flow> largest(ShopSnapshot shop, ShopFlows flows, Asked asked) {
    CategoryPath left = asked.from();
    CategoryPath gone = asked.to();
    int from = left == null ? ShopFlows.ANY : shop.numberOf(left);
    int to = gone == null ? ShopFlows.ANY : shop.numberOf(gone);
    boolean known =
        (left == null || from != PersonVisits.LEFT_OUT)
            && (gone == null || to != PersonVisits.LEFT_OUT);
    return known ? flows.largest(from, to, asked.most()) : List.of();
  }

  private static ObjectNode flow(ShopSnapshot shop, ShopFlows flows, Flow flow) {
    ObjectNode json = JSON.createObjectNode();
    put(json, "from", shop.names().get(flow.from()));
    put(json, "to", shop.names().get(flow.to()));
    double out = flows.traffic(flow.from()).movesOut();
    double in = flows.traffic(flow.to()).movesIn();
    return json.put("moves", flow.moves())
        .put("firstMoves", flow.firstMoves())
        .put("shareOfFrom", rounded(flow.moves() / out))
        .put("shareOfTo", rounded(flow.moves() / in))
        .put("lift", rounded(flow.moves() / out * flows.moves() / in));
  }

  private static ObjectNode returning(Returning returning) {
    ObjectNode json = JSON.createObjectNode().put("othersSince", returning.from());
    if (returning.to() == Integer.MAX_VALUE) {
      json.putNull("othersAtMost");
    } else {
      json.put("othersAtMost", returning.to());
    }
    return json.put("exposed", returning.exposed())
        .put("hits", returning.hits())
        .put("hazard", rounded((double) returning.hits() / Math.max(1, returning.exposed())));
  }

  private static void traffic(
      ObjectNode json, String name, ShopSnapshot shop, @Nullable CategoryPath category) {
    if (category == null) {
      return;
    }
    ShopStatistics statistics = shop.statistics();
    int number = shop.numberOf(category);
    Traffic traffic =
        statistics == null || number == PersonVisits.LEFT_OUT
            ? NONE
            : statistics.flows().traffic(number);
    ObjectNode of = json.putObject(name);
    put(of, "category", category);
    of.put("visits", traffic.visits())
        .put("visitors", traffic.visitors())
        .put("movesIn", traffic.movesIn())
        .put("firstMovesIn", traffic.firstMovesIn())
        .put("recentMovesIn", traffic.recentMovesIn())
        .put("movesOut", traffic.movesOut());
  }

  private static void put(ObjectNode json, String name, CategoryPath category) {
    ArrayNode levels = json.putArray(name);
    category.levels().forEach(levels::add);
  }

  private static double rounded(double value) {
    return Math.rint(value * UNITS) / UNITS;
  }
}
