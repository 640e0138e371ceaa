package dev.meander.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.LogPosition;
import dev.meander.projection.DeadLetter;
import dev.meander.projection.ParkedEntries.Listed;
import dev.meander.projection.ParkedTotals;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is put aside, as operators see it. */
final class ParkedJson {

  private static final JsonMapper JSON = new JsonMapper();

  private ParkedJson() {}

  /** A page; {@code next} is where the next one begins, where there may be one. */
  static ObjectNode page(ParkedTotals totals, List<Listed> entries, int limit) {
    ObjectNode page = JSON.createObjectNode();
    page.putObject("totals")
        .put("people", totals.people())
        .put("entries", totals.entries())
        .put("leftInLog", totals.left());
    ArrayNode listed = page.putArray("entries");
    entries.forEach(entry -> listed.add(entry(entry)));
    page.put(
        "next",
        entries.size() < limit ? null : entries.getLast().row().letter().position().encode());
    return page;
  }

  static ObjectNode entry(Listed listed) {
    DeadLetter letter = listed.row().letter();
    return JSON.createObjectNode()
        .put("position", letter.position().encode())
        .put("appendedAt", letter.appendedAt().toString())
        .put("key", letter.personKey())
        .put("reason", letter.reason())
        .put("mended", listed.row().mended().length > 0)
        .put("kept", Math.max(1, listed.kept()))
        .put("leftInLog", listed.left());
  }

  /** An entry as it stands in the table, in full; {@code event} where it is JSON, else bytes. */
  static ObjectNode whole(Listed listed, ParkedContent content, List<Listed> sequence) {
    ObjectNode whole = entry(listed);
    whole.put("detail", content.detail());
    whole.put("personId", content.personId());
    JsonNode event = tree(content.bytes());
    if (event == null) {
      whole.put("bytes", content.bytes());
    } else {
      whole.set("event", event);
    }
    ArrayNode together = whole.putArray("together");
    for (Listed one : sequence) {
      together
          .addObject()
          .put("position", one.row().letter().position().encode())
          .put("reason", one.row().letter().reason());
    }
    return whole;
  }

  static ObjectNode decided(String what, LogPosition entry, LogPosition position) {
    return JSON.createObjectNode()
        .put("decision", what)
        .put("entry", entry.encode())
        .put("position", position.encode());
  }

  /** Null where the bytes are no JSON. */
  private static @Nullable JsonNode tree(byte[] bytes) {
    try {
      JsonNode read = JSON.readTree(bytes);
      return read == null || read.isMissingNode() ? null : read;
    } catch (IOException e) {
      return null;
    }
  }
}
