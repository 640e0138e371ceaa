package dev.meander.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The place of a truth in an answer, against its rank offline. */
final class ToldRank {

  /** Candidates of an answer. */
  private static final int TOLD = 20;

  private ToldRank() {}

  /**
   * @param rank user, k, h, truth and its rank; the rank is empty where the truth is no candidate
   * @return whether the truth is among those told
   */
  static boolean same(JsonNode answer, String[] rank) {
    List<String> told = new ArrayList<>();
    for (JsonNode candidate :
        answer.at("/steps/" + (Integer.parseInt(rank[2]) - 1) + "/candidates")) {
      List<String> levels = new ArrayList<>();
      candidate.path("category").forEach(level -> levels.add(level.asText()));
      told.add(String.join("/", levels));
    }
    int place = told.indexOf(rank[3]);
    String shown = String.join(",", rank) + " is told as " + (place + 1) + " of " + told;
    double expected = rank[4].isEmpty() ? Double.MAX_VALUE : Double.parseDouble(rank[4]);
    if (expected > TOLD) {
      // Between two whole ranks lie equals, one of which may still be told.
      assertTrue(place < 0 || expected < TOLD + 1, shown);
      return false;
    }
    assertTrue(Math.abs(place + 1 - expected) < (expected % 1 == 0 ? .1 : 1.1), shown);
    return true;
  }
}
