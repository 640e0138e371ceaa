package dev.meander.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the service said of a batch. */
record Answer(Totals totals, List<Refusal> refusals) {

  /** One event that the service does not take, with the line it came from. */
  record Refusal(long line, String reason) {}

  private static final JsonMapper JSON = new JsonMapper();

  Answer {
    refusals = List.copyOf(refusals);
  }

  /**
   * Reads a 202, or the 422 that refuses every event.
   *
   * @throws ReplayException when the answer does not account for every event
   */
  static Answer parse(String body, Batch batch) throws ReplayException {
    JsonNode outcomes;
    try {
      outcomes = JSON.readTree(body).path("outcomes");
    } catch (IOException e) {
      throw new ReplayException("the service's answer is no JSON: " + shortened(body), e);
    }
    long accepted = 0;
    long duplicate = 0;
    List<Refusal> refusals = new ArrayList<>();
    for (JsonNode outcome : outcomes) {
      switch (outcome.path("status").asText()) {
        case "accepted" -> accepted++;
        case "duplicate" -> duplicate++;
        case "refused" -> refusals.add(refusal(outcome, batch));
        default -> throw new ReplayException("an outcome without a known status: " + outcome);
      }
    }
    var totals = new Totals(accepted, duplicate, refusals.size());
    if (totals.events() != batch.events().size()) {
      throw new ReplayException(
          "the service answered for %d of %d events: %s"
              .formatted(totals.events(), batch.events().size(), shortened(body)));
    }
    return new Answer(totals, refusals);
  }

  private static Refusal refusal(JsonNode outcome, Batch batch) {
    int index = Math.clamp(outcome.path("index").asInt(), 0, batch.events().size() - 1);
    List<String> reasons = new ArrayList<>();
    for (JsonNode error : outcome.path("errors")) {
      reasons.add(error.path("pointer").asText() + " " + error.path("detail").asText());
    }
    return new Refusal(batch.events().get(index).line(), String.join("; ", reasons));
  }

  static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "...";
  }
}
