package dev.meander.launcher.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * The form of Taobao's UserBehavior data: {@code user,item,category,type,unixSeconds}. The event id
 * is the line itself, so a line that stands twice is one event.
 */
final class TaobaoLine {

  /** The last second of the year 9999, the end of what RFC 3339 can write. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final int MAX_FIELD_LENGTH = 60;

  private static final Map<String, String> KINDS =
      Map.of(
          "pv", "item_viewed",
          "cart", "item_carted",
          "fav", "item_favorited",
          "buy", "item_purchased");

  private static final JsonMapper JSON = new JsonMapper();

  private TaobaoLine() {}

  static ReplayRecord parse(long number, String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 5) {
      return unreadable(number, "5 fields wanted, found " + fields.length);
    }
    for (String field : fields) {
      if (field.isBlank() || field.length() > MAX_FIELD_LENGTH) {
        return unreadable(
            number, "a field is empty or longer than " + MAX_FIELD_LENGTH + " characters");
      }
    }
    String kind = KINDS.get(fields[3]);
    if (kind == null) {
      return unreadable(number, "type is none of pv, cart, fav, buy: " + fields[3]);
    }
    long seconds;
    try {
      seconds = Long.parseLong(fields[4]);
    } catch (NumberFormatException e) {
      return unreadable(number, "time is no number of seconds: " + fields[4]);
    }
    if (Math.abs(seconds) > LAST_SECOND) {
      return unreadable(number, "time is out of range: " + fields[4]);
    }
    return new ReplayRecord.Event(number, fields[0], json(line, fields, kind, seconds));
  }

  private static String json(String line, String[] fields, String kind, long seconds) {
    ObjectNode event = JSON.createObjectNode();
    event.put("eventId", "taobao:" + line);
    event.put("personId", fields[0]);
    event.put("kind", kind);
    event.put("occurredAt", Instant.ofEpochSecond(seconds).toString());
    ObjectNode item = event.putObject("item").put("id", fields[1]);
    item.putArray("category").add(fields[2]);
    return event.toString();
  }

  private static ReplayRecord unreadable(long number, String reason) {
    return new ReplayRecord.Unreadable(number, reason);
  }
}
