package dev.meander.launcher.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** One wire event a line, sent as it stands; the service judges all but its being an object. */
final class NdjsonLine {

  private static final JsonMapper JSON = new JsonMapper();

  private NdjsonLine() {}

  static ReplayRecord parse(long number, String line) {
    JsonNode event;
    try {
      event = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return new ReplayRecord.Unreadable(number, "no JSON: " + e.getOriginalMessage());
    }
    if (!event.isObject()) {
      return new ReplayRecord.Unreadable(number, "no JSON object");
    }
    return new ReplayRecord.Event(number, event.path("personId").asText(), line.strip());
  }
}
