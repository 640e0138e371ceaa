package dev.meander.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.BehaviorEvent.LoggedIn;
import dev.meander.event.BehaviorEvent.Searched;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AccessLogImporterTest {

  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";
  private static final OffsetDateTime START = OffsetDateTime.parse("2026-02-01T09:00:00+01:00");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

  private final AccessLogImporter importer = importer(AccessLogRules.Bots.mark);

  private static AccessLogImporter importer(AccessLogRules.Bots bots) {
    return new AccessLogImporter(
        new AccessLogRules(
            Pattern.compile("/login$"),
            List.of(
                Pattern.compile("^/shop/(?<category>[^?]+)/p(?<item>\\d+)"),
                Pattern.compile("^/p/(?<item>[^/?]+)")),
            List.of(Pattern.compile("^/search\\?q=(?<query>[^&]+)")),
            Duration.ofMinutes(30),
            5,
            bots,
            "salt"));
  }

  @Test
  void a_page_of_an_item_is_a_view_with_the_category_in_its_address() {
    EventEnvelope view = only(get("-", "/shop/caf%C3%A9/espresso+cups/p17?x=1", 0));
    assertEquals(
        new ItemViewed(
            new Item(new ItemId("17"), CategoryPath.of("café", "espresso cups"), null, null), null),
        view.event());
    assertEquals(START.toInstant(), view.occurredAt());
    assertEquals("access-log", view.source());
    assertEquals(Map.of("referrer", "https://shop.example/"), view.context());
  }

  @Test
  void the_first_pattern_that_fits_counts_and_a_category_may_be_unknown() {
    ItemViewed view = assertInstanceOf(ItemViewed.class, only(get("-", "/p/a%2Fb", 0)).event());
    assertEquals(new Item(new ItemId("a/b"), null, null, null), view.item());
  }

  @Test
  void a_search_keeps_its_words() {
    assertEquals(
        new Searched("red shoes"), only(get("-", "/search?q=red+shoes&page=2", 0)).event());
  }

  @Test
  void a_login_is_a_post_that_succeeds() {
    assertEquals(
        new LoggedIn("/login", "https://shop.example/"),
        only(line("-", "POST", "/login", 302, BROWSER, 0)).event());
    leftOut("neither login, view nor search", line("-", "POST", "/login", 401, BROWSER, 1));
    leftOut("neither login, view nor search", line("-", "GET", "/login", 200, BROWSER, 2));
  }

  @Test
  void an_authenticated_users_session_begins_with_a_login() {
    List<BehaviorEvent> first = events(get("ada", "/p/1", 0));
    assertEquals(2, first.size());
    assertInstanceOf(LoggedIn.class, first.getFirst());
    assertEquals(1, events(get("ada", "/p/2", 29)).size());
    assertEquals(1, events(get("ada", "/p/3", 58)).size());
    assertEquals(2, events(get("ada", "/p/4", 89)).size());
  }

  @Test
  void a_session_ends_after_silence_and_belongs_to_one_visitor() {
    String first = only(get("-", "/p/1", 0)).sessionId();
    assertEquals(first, only(get("-", "/p/2", 30)).sessionId());
    String other = only(line("-", "GET", "/p/2", 200, BROWSER + " other", 31)).sessionId();
    assertNotEquals(first, other);
    assertNotEquals(first, only(get("-", "/p/3", 61)).sessionId());
  }

  @Test
  void a_line_out_of_order_stays_in_its_session() {
    String session = only(get("-", "/p/1", 5)).sessionId();
    assertEquals(session, only(get("-", "/p/2", 4)).sessionId());
  }

  @Test
  void a_user_is_the_person_and_a_visitor_a_pseudonym_without_the_address() {
    assertEquals("ada", envelopes(get("ada", "/p/1", 0)).getFirst().personId().value());
    String pseudonym = only(get("-", "/p/1", 0)).personId().value();
    assertEquals("visitor:".length() + 32, pseudonym.length());
    assertEquals(pseudonym, only(get("-", "/p/2", 1)).personId().value());
  }

  @Test
  void an_events_id_is_made_of_its_line_alone() {
    String line = get("-", "/p/1", 0);
    String id = only(line).eventId().value();
    assertEquals(id, only(line).eventId().value());
    var elsewhere = importer(AccessLogRules.Bots.mark);
    var _ = elsewhere.read(get("-", "/p/9", 0));
    Imported.Events again = assertInstanceOf(Imported.Events.class, elsewhere.read(line));
    assertEquals(id, again.events().getFirst().eventId().value());
    assertNotEquals(id, only(get("-", "/p/2", 0)).eventId().value());
  }

  @Test
  void a_robot_that_says_so_is_marked_or_left_out() {
    String line = line("-", "GET", "/p/1", 200, "Googlebot/2.1 (+http://google.com/bot.html)", 0);
    assertEquals("user-agent", only(line).context().get("bot"));
    assertEquals(new Imported.LeftOut("bot"), importer(AccessLogRules.Bots.leave_out).read(line));
    assertEquals("user-agent", only(line("-", "GET", "/p/1", 200, "-", 0)).context().get("bot"));
  }

  @Test
  void a_rate_that_no_person_has_marks_from_there_to_the_sessions_end() {
    for (int i = 0; i < 5; i++) {
      assertEquals(null, only(get("-", "/p/" + i, 0)).context().get("bot"));
    }
    assertEquals("rate", only(get("-", "/p/5", 0)).context().get("bot"));
    assertEquals("rate", only(get("-", "/p/6", 20)).context().get("bot"));
    assertEquals(null, only(get("-", "/p/7", 51)).context().get("bot"));
  }

  @Test
  void five_pages_in_each_minute_are_a_persons() {
    for (int i = 0; i < 50; i++) {
      assertEquals(null, only(get("-", "/p/" + i, i / 5)).context().get("bot"));
    }
  }

  @Test
  void what_is_no_page_is_left_out() {
    leftOut("part of a page", get("-", "/p/1/photo.JPG?v=2", 0));
    leftOut("neither login, view nor search", get("-", "/about", 0));
    leftOut("neither login, view nor search", line("-", "GET", "/p/1", 404, BROWSER, 0));
    leftOut("neither login, view nor search", line("-", "HEAD", "/p/1", 200, BROWSER, 0));
    leftOut("no HTTP request", get("-", "/p/1", 0).replace("GET /p/1 HTTP/1.1", "\\x16\\x03"));
  }

  @Test
  void what_can_not_be_an_event_is_malformed_with_the_reason() {
    Imported.Malformed malformed =
        assertInstanceOf(Imported.Malformed.class, importer.read(get("-", "/p/a%00b", 0)));
    assertEquals("ItemId holds a control character at 1", malformed.reason());
    assertInstanceOf(Imported.Malformed.class, importer.read("torn"));
  }

  @Test
  void a_referrer_that_is_too_long_is_cut_and_not_lost() {
    String longOne = "https://shop.example/" + "x".repeat(3000);
    String line = get("-", "/p/1", 0).replace("https://shop.example/", longOne);
    assertEquals(longOne.substring(0, 1024), only(line).context().get("referrer"));
  }

  @Test
  void a_pattern_without_its_group_is_refused() {
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new AccessLogRules(
                    Pattern.compile("x"),
                    List.of(Pattern.compile("/p/(\\d+)")),
                    List.of(),
                    Duration.ofMinutes(1),
                    1,
                    AccessLogRules.Bots.mark,
                    ""));
    assertEquals("the pattern /p/(\\d+) has no group (?<item>...)", wrong.getMessage());
  }

  private void leftOut(String reason, String line) {
    assertEquals(new Imported.LeftOut(reason), importer.read(line));
  }

  private EventEnvelope only(String line) {
    List<EventEnvelope> events = envelopes(line);
    assertEquals(1, events.size(), line);
    return events.getFirst();
  }

  private List<BehaviorEvent> events(String line) {
    return envelopes(line).stream().map(EventEnvelope::event).toList();
  }

  private List<EventEnvelope> envelopes(String line) {
    return assertInstanceOf(Imported.Events.class, importer.read(line)).events();
  }

  private static String get(String user, String target, int minute) {
    return line(user, "GET", target, 200, BROWSER, minute);
  }

  private static String line(
      String user, String method, String target, int status, String agent, int minute) {
    return "203.0.113.9 - %s [%s] \"%s %s HTTP/1.1\" %d 512 \"https://shop.example/\" \"%s\""
        .formatted(user, TIME.format(START.plusMinutes(minute)), method, target, status, agent);
  }
}
