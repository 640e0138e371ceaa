package dev.meander.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests of which nothing may reach the log, each with the status that refuses it. */
final class BadRequests {

  /**
   * One request.
   *
   * @param pointer to the field at fault; empty where the whole request is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bad(String name, String contentType, byte[] body, int status, String pointer) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String JSON = "application/json";
  private static final String VIEW =
      "\"eventId\":\"e\",\"personId\":\"p\",\"kind\":\"item_viewed\"";
  private static final String AT = "\"occurredAt\":\"2025-03-01T10:00:00Z\"";
  private static final String ITEM = "\"item\":{\"id\":\"i\",\"category\":[\"a\"]}";
  private static final String HEAD = "\"eventId\":\"e\",\"personId\":\"p\"," + AT + "," + ITEM;

  private BadRequests() {}

  static List<Bad> all() {
    return List.of(
        unreadable("empty body", ""),
        unreadable("not JSON", "{\"a\":"),
        unreadable("a number", "7"),
        unreadable("null", "null"),
        unreadable("a string", "\"x\""),
        unreadable("empty batch", "[]"),
        unreadable("depth bomb", "[".repeat(20_000) + "]".repeat(20_000)),
        unreadable("depth bomb in a field", "{\"item\":" + "[".repeat(40) + "]".repeat(40) + "}"),
        unreadable("two events one after the other", "{" + VIEW + "}{" + VIEW + "}"),
        unreadable("a zero byte first", "\u0000{}"),
        new Bad("not UTF-8", JSON, latin("{\"eventId\":\"\u00ff\u00fe\"}"), 400, ""),
        new Bad("an overlong form", JSON, latin("{\"eventId\":\"\u00c0\u00af\"}"), 400, ""),
        new Bad("UTF-16", JSON, "{}".getBytes(StandardCharsets.UTF_16LE), 400, ""),
        event("null in an array", "[null]", ""),
        fields("no personId", "\"eventId\":\"e\",\"kind\":\"item_viewed\"," + AT, "/personId"),
        fields("no eventId", "\"personId\":\"p\",\"kind\":\"item_viewed\"," + AT, "/eventId"),
        fields("no kind", HEAD, "/kind"),
        fields("unknown kind", HEAD + ",\"kind\":\"item_teleported\"", "/kind"),
        fields("no occurredAt", VIEW + "," + ITEM, "/occurredAt"),
        fields("empty personId", person("\"\""), "/personId"),
        fields("long personId", person("\"" + "p".repeat(5000) + "\""), "/personId"),
        fields("personId is an object", person("{}"), "/personId"),
        fields("personId is null", person("null"), "/personId"),
        fields("control character in personId", person("\"a\\u0000b\""), "/personId"),
        fields("lone surrogate", "\"eventId\":\"\\ud800\",\"personId\":\"x\"", "/eventId"),
        at("far future", "\"2999-01-01T00:00:00Z\""),
        at("no zone", "\"2025-03-01T10:00:00\""),
        at("year 0", "\"0000-01-01T00:00:00Z\""),
        at("no such day", "\"2025-02-30T10:00:00Z\""),
        at("epoch number", "1511544070"),
        view("negative dwell", "\"dwellMs\":-1", "/dwellMs"),
        view("dwell is text", "\"dwellMs\":\"soon\"", "/dwellMs"),
        view("huge dwell", "\"dwellMs\":1" + "0".repeat(30), "/dwellMs"),
        view("dwell is a fraction", "\"dwellMs\":1.5", "/dwellMs"),
        view("unknown field", "\"itme\":{\"id\":\"i\"}", "/itme"),
        view("key repeated", "\"eventId\":\"b\"", "/eventId"),
        view("a field of another kind", "\"rating\":5", "/rating"),
        fields("view without item", VIEW + "," + AT, "/item"),
        fields("item without id", VIEW + "," + AT + ",\"item\":{}", "/item/id"),
        category("category is text", "\"a\""),
        category("category of 100 levels", "[" + "\"a\",".repeat(99) + "\"a\"]"),
        category("category of numbers", "[1]"),
        fields(
            "a person merged with themselves",
            "\"eventId\":\"e\",\"personId\":\"p\",\"kind\":\"person_merged\",\"merged\":true,"
                + AT
                + ",\"member\":\"p\"",
            "/member"),
        kind("rating 6", "item_reviewed", "\"rating\":6", "/rating"),
        kind("negative amount", "item_purchased", "\"amount\":\"-1\"", "/amount"),
        kind("huge exponent", "item_purchased", "\"amount\":1e999999999", "/amount"),
        kind("no currency", "item_purchased", "\"amount\":\"1\"", "/currency"),
        kind("no such currency", "item_purchased", "\"currency\":\"ZZZZ\"", "/currency"),
        kind("zero quantity", "item_purchased", "\"quantity\":0", "/quantity"),
        new Bad("text/plain", "text/plain", latin("{}"), 415, ""),
        new Bad("form", "application/x-www-form-urlencoded", latin("a=b"), 415, ""),
        new Bad("another charset", JSON + ";charset=utf-16", latin("{}"), 415, ""),
        cloud("wrong CloudEvents version", "0.1", "dev.meander.logged_in", "/specversion"),
        cloud("another type", "1.0", "com.example.logged_in", "/type"),
        new Bad("NDJSON of bad lines", "application/x-ndjson", latin("x\n7\n"), 422, ""),
        new Bad("NDJSON of nothing", "application/x-ndjson", latin("\n \r\n"), 400, ""));
  }

  private static Bad cloud(String name, String version, String type, String pointer) {
    String body =
        """
        {"specversion":"%s","id":"e","source":"/web","type":"%s","subject":"p",
         "time":"2025-03-01T10:00:00Z"}
        """
            .formatted(version, type);
    return new Bad(name, "application/cloudevents+json", latin(body), 422, pointer);
  }

  private static Bad unreadable(String name, String body) {
    return new Bad(name, JSON, latin(body), 400, "");
  }

  private static Bad event(String name, String body, String pointer) {
    return new Bad(name, JSON, latin(body), 422, pointer);
  }

  private static Bad fields(String name, String fields, String pointer) {
    return event(name, "{" + fields + "}", pointer);
  }

  private static Bad view(String name, String field, String pointer) {
    return fields(name, VIEW + "," + AT + "," + ITEM + "," + field, pointer);
  }

  private static Bad kind(String name, String kind, String field, String pointer) {
    return fields(name, HEAD + ",\"kind\":\"" + kind + "\"," + field, pointer);
  }

  private static Bad at(String name, String value) {
    return fields(name, VIEW + "," + ITEM + ",\"occurredAt\":" + value, "/occurredAt");
  }

  private static Bad category(String name, String value) {
    String item = "\"item\":{\"id\":\"i\",\"category\":" + value + "}";
    return fields(name, VIEW + "," + AT + "," + item, "/item/category");
  }

  private static String person(String value) {
    return "\"eventId\":\"e\",\"kind\":\"item_viewed\","
        + AT
        + ","
        + ITEM
        + ",\"personId\":"
        + value;
  }

  /** Each character one byte, so that a body can be what no text is. */
  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
